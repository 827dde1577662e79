namespace Ens.ImageSharing.Governance;

/// <summary>What a step does.</summary>
public enum ShareChangeKind
{
    /// <summary>Shares the image with the account.</summary>
    Add,

    /// <summary>Stops sharing the image with the account.</summary>
    Remove,
}
