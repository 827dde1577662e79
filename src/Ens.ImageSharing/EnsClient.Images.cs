using Ens.ImageSharing.Paging;
using Ens.ImageSharing.Telemetry;
using Ens.ImageSharing.Wire;

namespace Ens.ImageSharing;

/// <content>The images that the account owns or receives.</content>
public partial class EnsClient
{
    /// <summary>The page size of lists of images: the documented maximum.</summary>
    private const int ImagesPerPage = 50;

    /// <summary>Gets one page of the images that the account owns or that other accounts share with it.</summary>
    /// <param name="request">Optionally the page, and filters.</param>
    /// <param name="cancellationToken">Cancels the call at any stage.</param>
    /// <returns>The page, with the figures that the service returned.</returns>
    /// <remarks>
    /// Calls <c>DescribeSelfImages</c>, version 2017-11-10. Requires the RAM permission <c>ens:DescribeSelfImages</c> on resource <c>*</c>.
    /// The service matches <see cref="DescribeSelfImagesRequest.ImageId"/> loosely; images with another ID are left out here.
    /// </remarks>
    /// <inheritdoc cref="DescribeImageSharePermissionAsync" path="/exception"/>
    public virtual Task<EnsImagePage> DescribeSelfImagesAsync(
        DescribeSelfImagesRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Validate();
        return ReadImagesAsync(request, cancellationToken);
    }

    /// <summary>Lists the images that the account owns or that other accounts share with it.</summary>
    /// <param name="request">
    /// Optionally filters, the page to start with and the page size (50 by default). The default is <see langword="null"/>, which lists all
    /// images.
    /// </param>
    /// <param name="cancellationToken">Cancels the enumeration at any stage.</param>
    /// <returns>
    /// The images in the order of the service, from all pages. Use <see cref="EnsImage.IsOwn"/> to select the account's own.
    /// </returns>
    /// <inheritdoc cref="ListImagePagesAsync" path="/remarks"/>
    /// <inheritdoc cref="ListImagePagesAsync" path="/exception"/>
    public virtual IAsyncEnumerable<EnsImage> ListImagesAsync(
        DescribeSelfImagesRequest? request = null, CancellationToken cancellationToken = default)
    {
        request ??= new DescribeSelfImagesRequest();
        request.Validate();
        return Items.OfAsync(
            ListImagePagesAsync(request, cancellationToken),
            static page => page.Images,
            static image => image.ImageId,
            request.ImageId,
            cancellationToken);
    }

    /// <summary>Lists the pages of the images that the account owns or that other accounts share with it.</summary>
    /// <param name="request">
    /// Optionally filters, the page to start with and the page size (50 by default). The default is <see langword="null"/>, which lists all
    /// images.
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
    /// <item>The service matches the filters for ID and name loosely. A list for an ID yields that ID only.</item>
    /// <item>Both tokens are honored: the one of this method and the one of <c>WithCancellation</c>.</item>
    /// <item>Requires the RAM permission <c>ens:DescribeSelfImages</c> on resource <c>*</c>.</item>
    /// </list>
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// A value in the request is out of its range. Thrown by the call, not by the enumeration.
    /// </exception>
    /// <exception cref="EnsException">
    /// While enumerating: the service rejected the call, or its pages contradict each other. The types are those of
    /// <see cref="DescribeSelfImagesAsync"/>.
    /// </exception>
    /// <exception cref="HttpRequestException">While enumerating: the network failed.</exception>
    /// <exception cref="TimeoutException">While enumerating: the time limit of a page was exceeded.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: a token was canceled.</exception>
    public virtual IAsyncEnumerable<EnsImagePage> ListImagePagesAsync(
        DescribeSelfImagesRequest? request = null, CancellationToken cancellationToken = default)
    {
        request ??= new DescribeSelfImagesRequest();
        request.Validate();
        DescribeSelfImagesRequest list = request with { PageSize = request.PageSize ?? ImagesPerPage };
        return new PageWalk<EnsImagePage>(
            (pageNumber, token) => DescribeSelfImagesAsync(list with { PageNumber = pageNumber }, token),
            new ListDescription("the images", "images", ImageId: null, list.PageNumber ?? 1, list.PageSize.Value, IsFiltered: false),
            _pagesInFlight).ReadAsync(cancellationToken);
    }

    private async Task<EnsImagePage> ReadImagesAsync(DescribeSelfImagesRequest request, CancellationToken cancellationToken)
    {
        EnsImagePage page = await CallAsync(
            new DescribeSelfImages(request),
            imageId: null,
            request.PageNumber ?? 1,
            static (calls, telemetry, page) =>
            {
                telemetry?.Succeeded(page.RequestId, EnsTelemetry.Images, page.Images.Count);
                EnsLog.ImagesRead(calls.Logger, page.PageNumber, page.Images.Count, page.TotalCount, page.RequestId);
            },
            cancellationToken).ConfigureAwait(false);
        return request.ImageId is not { } wanted
            ? page
            : page with
            {
                Images = [.. page.Images.Where(image => string.Equals(image.ImageId, wanted, StringComparison.Ordinal))],
                Received = page.Images,
            };
    }
}
