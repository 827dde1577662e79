using System.Globalization;
using System.Runtime.CompilerServices;
using Ens.ImageSharing.Paging;

namespace Ens.ImageSharing;

/// <content>The lists, which are built on single pages.</content>
public partial class EnsClient
{
    /// <summary>Lists all accounts that an image is shared with.</summary>
    /// <param name="imageId">The id of the image.</param>
    /// <param name="cancellationToken">Ends the list wherever it is.</param>
    /// <returns>The accounts in the order of the service, as many pages as there are, 100 accounts a page.</returns>
    /// <inheritdoc cref="ListSharedAccountPagesAsync" path="/remarks"/>
    /// <inheritdoc cref="ListSharedAccountPagesAsync" path="/exception"/>
    public virtual IAsyncEnumerable<SharedAccount> ListSharedAccountsAsync(string imageId, CancellationToken cancellationToken = default)
    {
        DescribeImageSharePermissionRequest.ValidateImageId(imageId, nameof(imageId));
        return ListSharedAccountsAsync(new DescribeImageSharePermissionRequest(imageId), cancellationToken);
    }

    /// <summary>Lists the accounts that an image is shared with, from a page on or of one account only.</summary>
    /// <param name="request">Which image; optionally the page to start with, the size of the pages (100 by default) and one account to filter by.</param>
    /// <param name="cancellationToken">Ends the list wherever it is.</param>
    /// <returns>The accounts in the order of the service, as many pages as there are.</returns>
    /// <inheritdoc cref="ListSharedAccountPagesAsync" path="/remarks"/>
    /// <inheritdoc cref="ListSharedAccountPagesAsync" path="/exception"/>
    public virtual IAsyncEnumerable<SharedAccount> ListSharedAccountsAsync(DescribeImageSharePermissionRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Validate();
        return AccountsOf(ListSharedAccountPagesAsync(request, cancellationToken), cancellationToken);
    }

    /// <summary>Lists the pages of the accounts that an image is shared with, as evidence: totals, page numbers and request ids.</summary>
    /// <param name="request">Which image; optionally the page to start with, the size of the pages (100 by default) and one account to filter by.</param>
    /// <param name="cancellationToken">Ends the list wherever it is.</param>
    /// <returns>The pages in order; at least one, which may be empty.</returns>
    /// <remarks>
    /// <list type="bullet">
    /// <item>Nothing is sent before the first item is asked for, and nothing after the last one that is; <see cref="EnsClientOptions.PagesInFlight"/> has pages fetched ahead from the second one on. Every enumeration is a new walk.</item>
    /// <item>The list is whole or ends in an exception, after the items that were read until then. A page is only believed to be the last one
    /// if the service's own figures say so. To go on after a failure, start with the page that failed: it is in the message, in
    /// <see cref="EnsException.PageNumber"/> and, whatever the type of the exception, in its <see cref="Exception.Data"/> under <c>PageNumber</c>.</item>
    /// <item>Both tokens count, this method's and that of <c>WithCancellation</c>.</item>
    /// <item>Needs the RAM permission <c>ens:DescribeImageSharePermission</c>.</item>
    /// </list>
    /// </remarks>
    /// <exception cref="ArgumentException">An argument or a value in it is missing or out of its range: thrown at the call, not at the first item.</exception>
    /// <exception cref="EnsException">While enumerating: the service said no, or its pages contradict each other; the kinds are those of <see cref="DescribeImageSharePermissionAsync"/>.</exception>
    /// <exception cref="HttpRequestException">While enumerating: the network failed.</exception>
    /// <exception cref="TimeoutException">While enumerating: a page's budget ran out.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: a token was cancelled.</exception>
    public virtual IAsyncEnumerable<ImageSharePage> ListSharedAccountPagesAsync(DescribeImageSharePermissionRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Validate();
        Task<ImageSharePage> Read(int pageNumber, CancellationToken token) => DescribeImageSharePermissionAsync(
            new DescribeImageSharePermissionRequest(request.ImageId)
            {
                AliyunId = request.AliyunId,
                PageNumber = pageNumber,
                PageSize = request.PageSize ?? DescribeImageSharePermissionRequest.MaxPageSize,
            },
            token);
        return new PageWalk(Read, request.ImageId, request.PageNumber ?? 1, request.AliyunId is not null, _connection?.PagesInFlight ?? 1).ReadAsync(cancellationToken);
    }

    /// <summary>Tells whether an image is shared with an account.</summary>
    /// <param name="imageId">The id of the image.</param>
    /// <param name="aliyunUid">The id of the account: digits.</param>
    /// <param name="cancellationToken">Ends the call wherever it is.</param>
    /// <returns><see langword="true"/> if the service lists the account.</returns>
    /// <remarks>One call, filtered by the service. If the service turns out not to filter, the whole list is read. Needs the RAM permission <c>ens:DescribeImageSharePermission</c>.</remarks>
    /// <exception cref="ArgumentException">An argument is missing, or <paramref name="aliyunUid"/> is not a number: thrown at the call.</exception>
    /// <inheritdoc cref="DescribeImageSharePermissionAsync" path="/exception[not(@cref='T:System.ArgumentException')]"/>
    public virtual Task<bool> IsSharedWithAsync(string imageId, string aliyunUid, CancellationToken cancellationToken = default)
    {
        DescribeImageSharePermissionRequest.ValidateImageId(imageId, nameof(imageId));
        ArgumentException.ThrowIfNullOrWhiteSpace(aliyunUid);
        if (aliyunUid.AsSpan().IndexOfAnyExceptInRange('0', '9') >= 0)
        {
            throw new ArgumentException($"The id of an account is a number; '{aliyunUid}' was given.", nameof(aliyunUid));
        }

        return FindAsync(imageId, aliyunUid, cancellationToken);
    }

    private static async IAsyncEnumerable<SharedAccount> AccountsOf(IAsyncEnumerable<ImageSharePage> pages, CancellationToken argument, [EnumeratorCancellation] CancellationToken enumeration = default)
    {
        await foreach (ImageSharePage page in pages.WithCancellation(enumeration).ConfigureAwait(false))
        {
            foreach (SharedAccount account in page.Accounts)
            {
                argument.ThrowIfCancellationRequested();
                enumeration.ThrowIfCancellationRequested();
                yield return account;
            }
        }
    }

    private async Task<bool> FindAsync(string imageId, string aliyunUid, CancellationToken cancellationToken)
    {
        SharedAccount wanted = new(aliyunUid);
        if (long.TryParse(aliyunUid, NumberStyles.None, CultureInfo.InvariantCulture, out long filter) && filter > 0)
        {
            DescribeImageSharePermissionRequest filtered = new(imageId) { AliyunId = filter, PageNumber = 1, PageSize = DescribeImageSharePermissionRequest.MaxPageSize };
            ImageSharePage page = await DescribeImageSharePermissionAsync(filtered, cancellationToken).ConfigureAwait(false);
            bool found = page.Accounts.Contains(wanted);
            if (found || page.Accounts.Count == 0 || !page.HasNextPage)
            {
                return found;
            }
        }

        // The service did not filter, or the id is too large for its filter: only the whole list can tell.
        await foreach (SharedAccount account in ListSharedAccountsAsync(imageId, cancellationToken).ConfigureAwait(false))
        {
            if (account == wanted)
            {
                return true;
            }
        }

        return false;
    }
}
