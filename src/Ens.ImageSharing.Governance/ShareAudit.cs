namespace Ens.ImageSharing.Governance;

/// <summary>The result of auditing images by an allow-list.</summary>
public sealed record ShareAudit
{
    private readonly IReadOnlyList<ImageAudit> _images = [];

    /// <summary>The images.</summary>
    /// <value>Never <see langword="null"/>.</value>
    public IReadOnlyList<ImageAudit> Images
    {
        get => _images;
        init => _images = value ?? [];
    }

    /// <summary>The allow-list.</summary>
    public AllowList AllowList { get; init; } = AllowList.Empty;

    /// <summary>The day for which the images were judged.</summary>
    public DateOnly AsOf { get; init; }

    /// <summary>Whether every image was read.</summary>
    public bool IsComplete => Images.All(image => image.IsRead);

    /// <summary>Whether every image is clean. An audit that is incomplete or has no image is never clean.</summary>
    public bool IsClean => Images.Count > 0 && IsComplete && Images.All(image => image.IsClean);

    /// <summary>Collects the audits of images.</summary>
    /// <param name="images">The audits, as <see cref="ShareAuditor.AuditAsync(AllowList, IAsyncEnumerable{string}, CancellationToken)"/>
    /// yields them.</param>
    /// <param name="allowList">The allow-list that they were judged by.</param>
    /// <param name="asOf">The day for which they were judged.</param>
    /// <param name="cancellationToken">Cancels the enumeration.</param>
    /// <returns>The audit.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was canceled.</exception>
    public static async Task<ShareAudit> CollectAsync(
        IAsyncEnumerable<ImageAudit> images, AllowList allowList, DateOnly asOf, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(allowList);
        List<ImageAudit> collected = [];
        await foreach (ImageAudit image in images.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            collected.Add(image);
        }

        return new ShareAudit { Images = collected, AllowList = allowList, AsOf = asOf };
    }
}
