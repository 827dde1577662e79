using Ens.ImageSharing.Models;

namespace Ens.ImageSharing;

/// <summary>Which images to list, and which page of them.</summary>
/// <remarks>
/// The parameters of <c>DescribeSelfImages</c>, version 2017-11-10. A parameter that is <see langword="null"/> is not sent. The service
/// has no filter for the owner.
/// </remarks>
public sealed record DescribeSelfImagesRequest
{
    /// <summary>Only images whose id contains this text.</summary>
    /// <value>The default, <see langword="null"/>, does not filter by id.</value>
    public string? ImageId { get; init; }

    /// <summary>Only images whose name contains this text.</summary>
    /// <value>The default, <see langword="null"/>, does not filter by name.</value>
    public string? ImageName { get; init; }

    /// <summary>Only images that were made from this snapshot.</summary>
    /// <value>The default, <see langword="null"/>, does not filter by snapshot.</value>
    public string? SnapshotId { get; init; }

    /// <summary>The page to request, or, for a list, the page to start with.</summary>
    /// <value>At least 1. The default, <see langword="null"/>, is the first page.</value>
    public int? PageNumber { get; init; }

    /// <summary>How many images a page may have.</summary>
    /// <value>
    /// 1 to 100; the service documents a maximum of 50. The default, <see langword="null"/>, is 10 for a single page and 50 for a list.
    /// </value>
    public int? PageSize { get; init; }

    /// <summary>Throws if a value is missing or out of its range.</summary>
    internal void Validate()
    {
        if (ImageId is not null)
        {
            RequestRules.ValidateText(ImageId, nameof(ImageId));
        }

        if (ImageName is not null)
        {
            RequestRules.ValidateText(ImageName, nameof(ImageName));
        }

        if (SnapshotId is not null)
        {
            RequestRules.ValidateText(SnapshotId, nameof(SnapshotId));
        }

        RequestRules.ValidatePageNumber(PageNumber, nameof(PageNumber));
        RequestRules.ValidatePageSize(PageSize, nameof(PageSize));
    }
}
