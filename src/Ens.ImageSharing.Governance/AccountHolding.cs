namespace Ens.ImageSharing.Governance;

/// <summary>Whether an account has an image.</summary>
public sealed record AccountHolding
{
    /// <summary>The ID of the image.</summary>
    public string ImageId { get; init; } = "";

    /// <summary>Whether the image is shared with the account.</summary>
    /// <value><see langword="null"/> if this could not be read.</value>
    public bool? IsShared { get; init; }

    /// <summary>Why it could not be read.</summary>
    /// <value><see langword="null"/> if it was read.</value>
    public Exception? Failure { get; init; }

    /// <summary>The request ID of the response that decided.</summary>
    /// <value><see langword="null"/> if there is none.</value>
    public string? RequestId { get; init; }
}
