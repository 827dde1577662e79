using Ens.ImageSharing.Models;
using Ens.ImageSharing.Paging;
using Ens.ImageSharing.Telemetry;
using Ens.ImageSharing.Wire;

namespace Ens.ImageSharing;

/// <content>The accounts that an image is shared with.</content>
public partial class EnsClient
{
    /// <summary>Gets one page of the accounts that an image is shared with.</summary>
    /// <param name="request">
    /// The image, and optionally the page and an account to filter by. The ID of an image converts implicitly.
    /// </param>
    /// <param name="cancellationToken">Cancels the call at any stage.</param>
    /// <returns>The page, with the figures that the service returned.</returns>
    /// <remarks>
    /// Calls <c>DescribeImageSharePermission</c>, version 2017-11-10. Requires the RAM permission <c>ens:DescribeImageSharePermission</c>
    /// on resource <c>*</c>.
    /// </remarks>
    /// <exception cref="ArgumentException">The request or a value in it is missing or out of its range. Nothing was sent.</exception>
    /// <exception cref="EnsMissingParameterException">The request lacks a required parameter.</exception>
    /// <exception cref="EnsInvalidParameterException">The service rejected the value of a parameter.</exception>
    /// <exception cref="EnsNoPermissionException">The access key lacks the RAM permission.</exception>
    /// <exception cref="EnsThrottlingException">There were too many calls.</exception>
    /// <exception cref="EnsAuthenticationException">
    /// The access key, session token, signature or clock is wrong, or no access key could be obtained.
    /// </exception>
    /// <exception cref="EnsServerException">The service failed to process the request.</exception>
    /// <exception cref="EnsException">The service returned another error, or its response cannot be understood.</exception>
    /// <exception cref="HttpRequestException">The network failed in the last attempt.</exception>
    /// <exception cref="TimeoutException">
    /// <see cref="EnsClientOptions.Timeout"/> was exceeded, or in the last attempt <see cref="EnsClientOptions.AttemptTimeout"/>. The last
    /// failure is the inner exception.
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was canceled.</exception>
    public virtual Task<ImageSharePage> DescribeImageSharePermissionAsync(
        DescribeImageSharePermissionRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Validate();
        return CallAsync(
            new DescribeImageShares(request),
            request.ImageId,
            request.PageNumber ?? 1,
            static (calls, telemetry, page) =>
            {
                telemetry?.Succeeded(page.RequestId, EnsTelemetry.Accounts, page.Accounts.Count);
                EnsLog.PageRead(calls.Logger, page.PageNumber, page.ImageId, page.Accounts.Count, page.TotalCount, page.RequestId);
            },
            cancellationToken);
    }

    /// <summary>Lists the accounts that an image is shared with.</summary>
    /// <param name="request">
    /// The image, and optionally the page to start with, the page size (100 by default) and an account to filter by. The ID of an image
    /// converts implicitly: <c>ListSharedAccountsAsync("m-…")</c>.
    /// </param>
    /// <param name="cancellationToken">Cancels the enumeration at any stage.</param>
    /// <returns>The accounts in the order of the service, from all pages.</returns>
    /// <inheritdoc cref="ListSharedAccountPagesAsync" path="/remarks"/>
    /// <inheritdoc cref="ListSharedAccountPagesAsync" path="/exception"/>
    public virtual IAsyncEnumerable<SharedAccount> ListSharedAccountsAsync(
        DescribeImageSharePermissionRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Validate();
        return Items.OfAsync(
            ListSharedAccountPagesAsync(request, cancellationToken),
            static page => page.Accounts,
            static account => account.AliyunUid,
            request.AliyunUid,
            cancellationToken);
    }

    /// <summary>Lists the pages of the accounts that an image is shared with, including totals, page numbers and request IDs.</summary>
    /// <param name="request">
    /// The image, and optionally the page to start with, the page size (100 by default) and an account to filter by. The ID of an image
    /// converts implicitly.
    /// </param>
    /// <param name="cancellationToken">Cancels the enumeration at any stage.</param>
    /// <returns>The pages in order. There is at least one, which may be empty.</returns>
    /// <remarks>
    /// <list type="bullet">
    /// <item>Nothing is sent until the first item is requested. From the second page on, <see cref="EnsClientOptions.PagesInFlight"/> pages
    /// are requested ahead. Each enumeration reads the list again.</item>
    /// <item>The list is complete, or the enumeration ends with an exception after the items that were read. What came is counted against
    /// the total that the service announces. To resume after a failure, start with the page that failed: it is in the message, in
    /// <see cref="EnsException.PageNumber"/> and, for every type of exception, in its <see cref="Exception.Data"/> under
    /// <c>PageNumber</c>.</item>
    /// <item>One enumeration cannot notice that one account was removed and another one added between two pages.</item>
    /// <item>Both tokens are honored: the one of this method and the one of <c>WithCancellation</c>.</item>
    /// <item>Requires the RAM permission <c>ens:DescribeImageSharePermission</c> on resource <c>*</c>.</item>
    /// </list>
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// An argument or a value in it is missing or out of its range. Thrown by the call, not by the enumeration.
    /// </exception>
    /// <exception cref="EnsException">
    /// While enumerating: the service rejected the call, or its pages contradict each other. The types are those of
    /// <see cref="DescribeImageSharePermissionAsync"/>.
    /// </exception>
    /// <exception cref="HttpRequestException">While enumerating: the network failed.</exception>
    /// <exception cref="TimeoutException">While enumerating: the time limit of a page was exceeded.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: a token was canceled.</exception>
    public virtual IAsyncEnumerable<ImageSharePage> ListSharedAccountPagesAsync(
        DescribeImageSharePermissionRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Validate();
        DescribeImageSharePermissionRequest list = request with { PageSize = request.PageSize ?? RequestRules.MaxPageSize };
        return new PageWalk<ImageSharePage>(
            (pageNumber, token) => DescribeImageSharePermissionAsync(list with { PageNumber = pageNumber }, token),
            new ListDescription(
                $"image '{list.ImageId}'", "accounts", list.ImageId, list.PageNumber ?? 1, list.PageSize.Value, list.AliyunUid is not null)
            {
                OnlyId = list.AliyunUid,
            },
            _pagesInFlight).ReadAsync(cancellationToken);
    }

    /// <summary>Checks whether an image is shared with an account.</summary>
    /// <param name="imageId">The ID of the image.</param>
    /// <param name="aliyunUid">The ID of the account, which consists of digits. It is compared as text.</param>
    /// <param name="cancellationToken">Cancels the call at any stage.</param>
    /// <returns><see langword="true"/> if the service lists the account.</returns>
    /// <remarks>
    /// Usually one call, which the service filters. The answer rests on the same evidence as a list: if the service does not filter, the
    /// list is read until the account is found or the list is complete. Requires the RAM permission <c>ens:DescribeImageSharePermission</c>
    /// on resource <c>*</c>.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// An argument is missing, or <paramref name="aliyunUid"/> does not consist of digits. Thrown by the call.
    /// </exception>
    /// <inheritdoc cref="DescribeImageSharePermissionAsync" path="/exception[not(@cref='T:System.ArgumentException')]"/>
    public virtual Task<bool> IsSharedWithAsync(string imageId, string aliyunUid, CancellationToken cancellationToken = default)
    {
        RequestRules.ValidateText(imageId, nameof(imageId));
        RequestRules.ValidateAccountId(aliyunUid, nameof(aliyunUid));
        DescribeImageSharePermissionRequest request = new(imageId) { AliyunUid = aliyunUid };
        return Items.AnyAsync(ListSharedAccountsAsync(request, cancellationToken));
    }
}
