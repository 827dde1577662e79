using Ens.ImageSharing.Models;

namespace Ens.ImageSharing;

/// <summary>The parameters of a call that lists the accounts an image is shared with.</summary>
/// <param name="ImageId">
/// The ID of the image, such as <c>m-5s7qotzavwbrnzaqh4unm****</c>. It must not be empty or contain line breaks, NUL or lone
/// surrogates.
/// </param>
/// <remarks>
/// <para>
/// The parameters of <c>DescribeImageSharePermission</c>, version 2017-11-10. A <see langword="null"/> parameter is not sent.
/// </para>
/// <para>The method of <see cref="EnsClient"/> that receives the request validates it before anything is sent.</para>
/// </remarks>
public sealed record DescribeImageSharePermissionRequest(string ImageId)
{
    /// <summary>The account to filter by. The service applies the filter.</summary>
    /// <value>The ID of an account: digits, kept as text. The default is <see langword="null"/>, which returns all accounts.</value>
    /// <remarks>Sent as the parameter <c>AliyunId</c>.</remarks>
    public string? AliyunUid { get; init; }

    /// <summary>The number of the page. A list starts with this page.</summary>
    /// <value>At least 1. The default is <see langword="null"/>, which is the first page.</value>
    public int? PageNumber { get; init; }

    /// <summary>The largest number of accounts per page.</summary>
    /// <value>
    /// 1 to 100. The default is <see langword="null"/>: a single page then has the service's default of 10 accounts, and a list
    /// requests 100 per page.
    /// </value>
    public int? PageSize { get; init; }

    /// <summary>Creates a request for all accounts of an image.</summary>
    /// <param name="imageId">The ID of the image.</param>
    /// <returns>A request with the defaults.</returns>
    [System.Diagnostics.CodeAnalysis.SuppressMessage(
        "Usage", "CA2225:Operator overloads have named alternates", Justification = "The constructor is the named alternative.")]
    public static implicit operator DescribeImageSharePermissionRequest(string imageId) => new(imageId);

    /// <summary>Throws if a value is missing or out of its range.</summary>
    internal void Validate()
    {
        RequestRules.ValidateText(ImageId, nameof(ImageId));
        if (AliyunUid is not null)
        {
            RequestRules.ValidateAccountId(AliyunUid, nameof(AliyunUid));
        }

        RequestRules.ValidatePageNumber(PageNumber, nameof(PageNumber));
        RequestRules.ValidatePageSize(PageSize, nameof(PageSize));
    }
}
