namespace Ens.ImageSharing;

/// <summary>What sharing or unsharing an image has done, proven by reading before and after.</summary>
/// <remarks>
/// Returned by <see cref="EnsClient.ShareAsync"/> and <see cref="EnsClient.UnshareAsync"/>. Every property can be initialized, so that
/// tests can create changes.
/// </remarks>
public sealed record ImageShareChange
{
    private readonly IReadOnlyList<string> _added = [];
    private readonly IReadOnlyList<string> _removed = [];
    private readonly IReadOnlyList<string> _requestIds = [];

    /// <summary>The ID of the image.</summary>
    public string ImageId { get; init; } = "";

    /// <summary>The accounts before the change.</summary>
    public ImageShareSnapshot Before { get; init; } = new();

    /// <summary>The accounts after the change. If nothing had to be changed, this is <see cref="Before"/>.</summary>
    public ImageShareSnapshot After { get; init; } = new();

    /// <summary>The IDs of the accounts that were added and then seen, in the order in which they were given.</summary>
    /// <value>Never <see langword="null"/>. Accounts that had the image before are not included.</value>
    public IReadOnlyList<string> Added
    {
        get => _added;
        init => _added = value ?? [];
    }

    /// <summary>The IDs of the accounts that were removed and then no longer seen, in the order in which they were given.</summary>
    /// <value>Never <see langword="null"/>. Accounts that did not have the image before are not included.</value>
    public IReadOnlyList<string> Removed
    {
        get => _removed;
        init => _removed = value ?? [];
    }

    /// <summary>The request IDs of the changes that were sent and answered.</summary>
    /// <value>Never <see langword="null"/>. Empty if nothing was sent.</value>
    public IReadOnlyList<string> RequestIds
    {
        get => _requestIds;
        init => _requestIds = value ?? [];
    }

    /// <summary>Whether anything was changed.</summary>
    public bool Changed => Added.Count > 0 || Removed.Count > 0;
}
