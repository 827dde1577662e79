using Ens.ImageSharing.Models;

namespace Ens.ImageSharing;

/// <summary>One page of the accounts that an image is shared with.</summary>
/// <remarks>
/// The response of <c>DescribeImageSharePermission</c>, version 2017-11-10. Every property can be initialized, so that tests can create
/// pages.
/// </remarks>
public sealed record ImageSharePage : IPage
{
    private readonly IReadOnlyList<SharedAccount> _accounts = [];

    /// <summary>The ID of the image.</summary>
    /// <value>As the service returned it, or the requested image if the service did not return it.</value>
    public string ImageId { get; init; } = "";

    /// <summary>The number of this page, starting at 1.</summary>
    /// <value>As the service returned it, or the requested page if the service did not return it.</value>
    public int PageNumber { get; init; } = 1;

    /// <summary>The number of accounts on a full page.</summary>
    /// <value>As the service returned it, which may be less than requested; the requested size if the service did not return it.</value>
    public int PageSize { get; init; } = 10;

    /// <summary>The number of accounts that the image is shared with, over all pages.</summary>
    /// <value><see langword="null"/> if the service sent no usable total.</value>
    public int? TotalCount { get; init; }

    /// <summary>The ID by which Alibaba Cloud support can find this call.</summary>
    /// <value>From the body, or from the header <c>x-acs-request-id</c>; <see langword="null"/> if neither has one.</value>
    public string? RequestId { get; init; }

    /// <summary>The accounts on this page, in the order of the service.</summary>
    /// <value>Never <see langword="null"/>; empty beyond the last page.</value>
    public IReadOnlyList<SharedAccount> Accounts
    {
        get => _accounts;
        init => _accounts = value ?? [];
    }

    /// <summary>Whether the service announces accounts beyond this page.</summary>
    /// <value>
    /// With a <see cref="TotalCount"/>, whether <see cref="PageNumber"/> × <see cref="PageSize"/> is less than it; without one, whether
    /// this page is full.
    /// </value>
    public bool HasNextPage =>
        TotalCount is { } total ? (long)PageNumber * PageSize < total : Accounts.Count > 0 && Accounts.Count >= PageSize;

    string? IPage.OwnerImageId => ImageId;

    int IPage.Count => Accounts.Count;

    string IPage.IdAt(int index) => Accounts[index].AliyunUid;
}
