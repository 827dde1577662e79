namespace Ens.ImageSharing;

/// <summary>One page of the accounts that an image is shared with, and what the service said about the page.</summary>
/// <remarks>The answer of <c>DescribeImageSharePermission</c>, version 2017-11-10. Every member can be set, so that a test can build one.</remarks>
public sealed class ImageSharePage
{
    private readonly IReadOnlyList<SharedAccount> _accounts = [];

    /// <summary>The image.</summary>
    /// <value>As the service echoes it; the image that was asked for if it does not.</value>
    public string ImageId { get; init; } = "";

    /// <summary>The number of this page, from 1.</summary>
    /// <value>As the service echoes it; the page that was asked for if it does not.</value>
    public int PageNumber { get; init; } = 1;

    /// <summary>How many accounts a full page has: 1 to 100.</summary>
    /// <value>As the service echoes it, which may be less than was asked for; the size that was asked for if it does not.</value>
    public int PageSize { get; init; } = 10;

    /// <summary>How many accounts the image is shared with, over all pages.</summary>
    /// <value><see langword="null"/> if the service sent no total, or one that makes no sense.</value>
    public int? TotalCount { get; init; }

    /// <summary>The id under which Alibaba Cloud's support finds this call.</summary>
    /// <value>From the body, or else from the header <c>x-acs-request-id</c>; <see langword="null"/> if neither has one.</value>
    public string? RequestId { get; init; }

    /// <summary>The accounts of this page, in the order of the service.</summary>
    /// <value>Never <see langword="null"/>; empty beyond the last page.</value>
    public IReadOnlyList<SharedAccount> Accounts
    {
        get => _accounts;
        init => _accounts = value ?? [];
    }

    /// <summary>Whether the service announces accounts beyond this page.</summary>
    /// <value>
    /// With a <see cref="TotalCount"/>, whether <see cref="PageNumber"/> × <see cref="PageSize"/> is less than it; without one, whether this page is full.
    /// </value>
    public bool HasNextPage => TotalCount is { } total ? (long)PageNumber * PageSize < total : Accounts.Count > 0 && Accounts.Count >= PageSize;
}
