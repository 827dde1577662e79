using Ens.ImageSharing.Models;

namespace Ens.ImageSharing;

/// <summary>One page of the images that the account can see.</summary>
/// <remarks>
/// The answer of <c>DescribeSelfImages</c>, version 2017-11-10. Every member can be set, so that a test can build a page.
/// </remarks>
public sealed record EnsImagePage : IPage
{
    private readonly IReadOnlyList<EnsImage> _images = [];

    /// <summary>The images of this page, in the order of the service.</summary>
    /// <value>Never <see langword="null"/>; empty beyond the last page.</value>
    public IReadOnlyList<EnsImage> Images
    {
        get => _images;
        init => _images = value ?? [];
    }

    /// <summary>The number of this page, from 1.</summary>
    /// <value>The number in the answer, or the requested one if the answer has none.</value>
    public int PageNumber { get; init; } = 1;

    /// <summary>How many images a full page has.</summary>
    /// <value>The size in the answer, which may be less than the requested one, or the requested size if the answer has none.</value>
    public int PageSize { get; init; } = 10;

    /// <summary>How many images there are on all pages.</summary>
    /// <value><see langword="null"/> if the answer has no total, or an impossible one.</value>
    public int? TotalCount { get; init; }

    /// <summary>The id of this call, for Alibaba Cloud support.</summary>
    /// <value><see langword="null"/> if the answer has none.</value>
    public string? RequestId { get; init; }

    /// <summary>Whether there are more images after this page.</summary>
    /// <value>
    /// With a <see cref="TotalCount"/>, whether <see cref="PageNumber"/> × <see cref="PageSize"/> is less than it; without one, whether
    /// this page is full.
    /// </value>
    public bool HasNextPage => TotalCount is { } total
        ? (long)PageNumber * PageSize < total
        : (Received ?? Images).Count > 0 && (Received ?? Images).Count >= PageSize;

    /// <summary>What the service returned, if <see cref="Images"/> are only those of them that were asked for: the evidence of a list.</summary>
    internal IReadOnlyList<EnsImage>? Received { get; init; }

    string? IPage.OwnerImageId => null;

    int IPage.Count => (Received ?? Images).Count;

    string IPage.IdAt(int index) => (Received ?? Images)[index].ImageId;
}
