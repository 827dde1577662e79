using Ens.ImageSharing.Models;

namespace Ens.ImageSharing;

/// <summary>One page of the images that the account owns or that other accounts share with it.</summary>
/// <remarks>
/// The response of <c>DescribeSelfImages</c>, version 2017-11-10. Every property can be initialized, so that tests can create pages.
/// </remarks>
public sealed record EnsImagePage : IPage
{
    private readonly IReadOnlyList<EnsImage> _images = [];

    /// <summary>The images on this page, in the order of the service.</summary>
    /// <value>Never <see langword="null"/>; empty beyond the last page.</value>
    public IReadOnlyList<EnsImage> Images
    {
        get => _images;
        init => _images = value ?? [];
    }

    /// <summary>The number of this page, starting at 1.</summary>
    /// <value>As the service returned it, or the requested page if the service did not return it.</value>
    public int PageNumber { get; init; } = 1;

    /// <summary>The number of images on a full page.</summary>
    /// <value>As the service returned it, which may be less than requested; the requested size if the service did not return it.</value>
    public int PageSize { get; init; } = 10;

    /// <summary>The number of images over all pages.</summary>
    /// <value><see langword="null"/> if the service sent no usable total.</value>
    public int? TotalCount { get; init; }

    /// <summary>The ID by which Alibaba Cloud support can find this call.</summary>
    /// <value>From the body, or from the header <c>x-acs-request-id</c>; <see langword="null"/> if neither has one.</value>
    public string? RequestId { get; init; }

    /// <summary>Whether the service announces images beyond this page.</summary>
    /// <value>
    /// With a <see cref="TotalCount"/>, whether <see cref="PageNumber"/> × <see cref="PageSize"/> is less than it; without one,
    /// whether this page is full.
    /// </value>
    public bool HasNextPage => TotalCount is { } total
        ? (long)PageNumber * PageSize < total
        : (Received ?? Images).Count > 0 && (Received ?? Images).Count >= PageSize;

    /// <summary>
    /// What the service returned, if <see cref="Images"/> are only those of them that were asked for: the evidence of a list.
    /// </summary>
    internal IReadOnlyList<EnsImage>? Received { get; init; }

    string? IPage.OwnerImageId => null;

    int IPage.Count => (Received ?? Images).Count;

    string IPage.IdAt(int index) => (Received ?? Images)[index].ImageId;
}
