using Ens.ImageSharing.Models;

namespace Ens.ImageSharing;

/// <summary>The parameters of a call that lists the images of the account.</summary>
/// <remarks>
/// <para>
/// The parameters of <c>DescribeSelfImages</c>, version 2017-11-10. A <see langword="null"/> parameter is not sent. The service
/// applies the filters; it has none for the owner of an image.
/// </para>
/// <para>The method of <see cref="EnsClient"/> that receives the request validates it before anything is sent.</para>
/// </remarks>
public sealed record DescribeSelfImagesRequest
{
    /// <summary>The image to filter by. The service matches the ID loosely; images with another ID are left out by the client.</summary>
    /// <value>The ID of an image. The default is <see langword="null"/>, which returns images with any ID.</value>
    public string? ImageId { get; init; }

    /// <summary>The name to filter by. The service matches it loosely, so that images with similar names are returned too.</summary>
    /// <value>A name or a part of one. The default is <see langword="null"/>, which returns images with any name.</value>
    public string? ImageName { get; init; }

    /// <summary>The snapshot to filter by. The service returns images that were created from it.</summary>
    /// <value>The ID of a snapshot. The default is <see langword="null"/>, which returns images from any source.</value>
    public string? SnapshotId { get; init; }

    /// <summary>The number of the page. A list starts with this page.</summary>
    /// <value>At least 1. The default is <see langword="null"/>, which is the first page.</value>
    public int? PageNumber { get; init; }

    /// <summary>The largest number of images per page.</summary>
    /// <value>
    /// 1 to 100; the service documents a maximum of 50. The default is <see langword="null"/>: a single page then has the service's
    /// default of 10 images, and a list requests 50 per page.
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
