using System.Runtime.CompilerServices;
using Ens.ImageSharing.Paging;
using Ens.ImageSharing.Resilience;
using Ens.ImageSharing.Telemetry;
using Ens.ImageSharing.Transport;
using Ens.ImageSharing.Wire;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ens.ImageSharing;

/// <summary>Tells with which Alibaba Cloud accounts an image of ENS (Edge Node Service) is shared.</summary>
/// <remarks>
/// <para>Thread-safe. Create one for the whole application; there is nothing to dispose of.</para>
/// <para>
/// Calls the operation <c>DescribeImageSharePermission</c>, version 2017-11-10. The key needs the RAM permission
/// <c>ens:DescribeImageSharePermission</c> on resource <c>*</c>.
/// </para>
/// <para>
/// What may pass is tried again, as <see cref="EnsClientOptions"/> says. A call that does not succeed ends in one of five ways:
/// <see cref="EnsException"/> (the service said no, or its answer cannot be understood), <see cref="HttpRequestException"/> (the network),
/// <see cref="TimeoutException"/> (a budget ran out), <see cref="OperationCanceledException"/> (the caller's token),
/// <see cref="ArgumentException"/> (refused before anything is sent).
/// </para>
/// <para>For tests, derive from it and override what the test needs: the lists are built on <see cref="DescribeImageSharePermissionAsync"/>.</para>
/// </remarks>
public class EnsClient
{
    private const string OwnedForLife = "Lives as long as the client, which has nothing to dispose of: its connections close when they idle.";

    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    private readonly EnsRetry<ImageSharePage>? _calls;
    private readonly int _pagesInFlight = 1;
    private readonly ILogger _logger = NullLogger.Instance;
    private readonly Uri _endpoint = EndpointTable.Find(regionId: null, vpc: false);

    /// <summary>For test doubles: a client that can do nothing until its methods are overridden.</summary>
    protected EnsClient()
    {
    }

    /// <summary>Creates a client for <c>https://ens.aliyuncs.com</c> with the default options.</summary>
    /// <param name="credentials">Where the access keys come from, <see cref="EnsCredentials.Default"/> for example.</param>
    /// <exception cref="ArgumentNullException"><paramref name="credentials"/> is <see langword="null"/>.</exception>
    public EnsClient(EnsCredentials credentials)
        : this(credentials, new EnsClientOptions())
    {
    }

    /// <summary>Creates a client.</summary>
    /// <param name="credentials">Where the access keys come from.</param>
    /// <param name="options">How to reach the service. The client takes a copy.</param>
    /// <param name="transport">
    /// What sends the requests, which are already signed when they get there. The client never disposes of it. The default, <see langword="null"/>,
    /// is a handler of the client's own: no redirects, no cookies, the system's proxy, connections that are renewed every 5 minutes.
    /// </param>
    /// <param name="loggerFactory">Where to log; the default, <see langword="null"/>, is nowhere.</param>
    /// <param name="timeProvider">The clock; the default, <see langword="null"/>, is the system's.</param>
    /// <exception cref="ArgumentNullException"><paramref name="credentials"/> or <paramref name="options"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">A value of <paramref name="options"/> is out of its range.</exception>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = OwnedForLife)]
    public EnsClient(
        EnsCredentials credentials,
        EnsClientOptions options,
        HttpMessageHandler? transport = null,
        ILoggerFactory? loggerFactory = null,
        TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        ArgumentNullException.ThrowIfNull(options);
        options = options.Copy();
        options.Validate();
        ServiceClock clock = new(timeProvider ?? TimeProvider.System);
        AcsSigningHandler signing = new(credentials, clock, options.SignatureVersion, AcsSigningHandler.NewNonce)
        {
            InnerHandler = transport ?? PlatformHttp.CreateHandler(ConnectionLifetime),
        };
        HttpClient http = new(signing, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        (_endpoint, _pagesInFlight, _logger, _calls) = Connect(http, new EnsClientParts(options, credentials, clock), loggerFactory);
    }

    /// <summary>A client over the host's HTTP client, which signs already.</summary>
    internal EnsClient(HttpClient http, EnsClientParts parts, ILoggerFactory? loggerFactory) =>
        (_endpoint, _pagesInFlight, _logger, _calls) = Connect(http, parts, loggerFactory);

    /// <summary>The address of the service.</summary>
    /// <value>What <see cref="EnsClientOptions.Endpoint"/> or the region says, <c>https://ens.aliyuncs.com</c> by default.</value>
    public virtual Uri Endpoint => _endpoint;

    /// <summary>Asks for one page of the accounts that an image is shared with.</summary>
    /// <param name="request">Which image, and optionally which page and which account.</param>
    /// <param name="cancellationToken">Ends the call wherever it is.</param>
    /// <returns>The page, with the service's own figures on it.</returns>
    /// <remarks>Needs the RAM permission <c>ens:DescribeImageSharePermission</c>.</remarks>
    /// <exception cref="ArgumentException">The request or a value in it is missing or out of its range; nothing was sent.</exception>
    /// <exception cref="EnsMissingParameterException">The service misses a parameter.</exception>
    /// <exception cref="EnsInvalidParameterException">The service refuses a parameter.</exception>
    /// <exception cref="EnsNoPermissionException">The key lacks the permission.</exception>
    /// <exception cref="EnsThrottlingException">Too many calls.</exception>
    /// <exception cref="EnsAuthenticationException">The key, its token, the signature or the clock is wrong, or there is no key.</exception>
    /// <exception cref="EnsServerException">Trouble on the service's side.</exception>
    /// <exception cref="EnsException">Any other error of the service, or an answer that cannot be understood.</exception>
    /// <exception cref="HttpRequestException">The network failed, in the last attempt.</exception>
    /// <exception cref="TimeoutException">A budget ran out, <see cref="EnsClientOptions.Timeout"/> or in the last attempt <see cref="EnsClientOptions.AttemptTimeout"/>; the last failure is the inner exception.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public virtual Task<ImageSharePage> DescribeImageSharePermissionAsync(DescribeImageSharePermissionRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Validate();
        return ReadPageAsync(request, cancellationToken);
    }

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
        return new PageWalk(Read, request.ImageId, request.PageNumber ?? 1, request.AliyunId is not null, _pagesInFlight).ReadAsync(cancellationToken);
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

    private static (Uri Endpoint, int PagesInFlight, ILogger Logger, EnsRetry<ImageSharePage> Calls) Connect(HttpClient http, EnsClientParts parts, ILoggerFactory? loggerFactory)
    {
        Uri endpoint = parts.Options.Endpoint ?? EndpointTable.Find(parts.Options.RegionId, parts.Options.UseVpcEndpoint);
        ILogger logger = loggerFactory is null ? NullLogger.Instance : loggerFactory.CreateLogger<EnsClient>();
        OperationTransport<ImageSharePage> transport = new(http, endpoint, parts.Options, parts.Clock);
        RetryRules rules = new(parts.Options, parts.Credentials, parts.Clock, Jitter.Next);
        return (endpoint, parts.Options.PagesInFlight, logger, new EnsRetry<ImageSharePage>(transport, rules, logger));
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
        if (long.TryParse(aliyunUid, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out long filter) && filter > 0)
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

    private async Task<ImageSharePage> ReadPageAsync(DescribeImageSharePermissionRequest request, CancellationToken cancellationToken)
    {
        EnsRetry<ImageSharePage> calls = _calls ?? throw new NotSupportedException("This client is a test double: it was created without credentials, and the method that was called is not overridden.");
        PageQuery query = new(request.ImageId, request.PageNumber, request.PageSize, request.AliyunId?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        ImageSharePage page = await calls.SendAsync(query, cancellationToken).ConfigureAwait(false);
        EnsLog.PageRead(_logger, page.PageNumber, page.ImageId, page.Accounts.Count, page.TotalCount, page.RequestId);
        return page;
    }
}
