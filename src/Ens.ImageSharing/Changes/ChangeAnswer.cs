namespace Ens.ImageSharing.Changes;

/// <summary>What the service said about a change that was sent.</summary>
internal enum ChangeAnswer
{
    /// <summary>Nothing yet.</summary>
    None,

    /// <summary>It made the change.</summary>
    Accepted,

    /// <summary>It refused the change, perhaps because the change was made before.</summary>
    Refused,

    /// <summary>Nothing that can be relied on.</summary>
    Unknown,
}
