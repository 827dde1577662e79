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
public partial class EnsClient
{
    private const string OwnedForLife = "Lives as long as the client, which has nothing to dispose of: its connections close when they idle.";

    private readonly Connection? _connection;

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
            InnerHandler = transport ?? PlatformHttp.CreateHandler(),
        };
        HttpClient http = new(signing, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        _connection = new Connection(http, new EnsClientParts(options, credentials, clock), loggerFactory);
    }

    /// <summary>A client over the host's HTTP client, which signs already.</summary>
    internal EnsClient(HttpClient http, EnsClientParts parts, ILoggerFactory? loggerFactory) =>
        _connection = new Connection(http, parts, loggerFactory);

    /// <summary>The address of the service.</summary>
    /// <value>What <see cref="EnsClientOptions.Endpoint"/> or the region says, <c>https://ens.aliyuncs.com</c> by default.</value>
    public virtual Uri Endpoint => _connection?.Endpoint ?? EndpointTable.Find(regionId: null, vpc: false);

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

    private async Task<ImageSharePage> ReadPageAsync(DescribeImageSharePermissionRequest request, CancellationToken cancellationToken)
    {
        Connection connection = _connection ?? throw new NotSupportedException("This client is a test double: it was created without credentials, and the method that was called is not overridden.");
        PageQuery query = new(request.ImageId, request.PageNumber, request.PageSize, request.AliyunId?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        PageCall? told = PageCall.Begin(connection.Endpoint, request.ImageId, request.PageNumber ?? 1, connection.TimeProvider);
        try
        {
            ImageSharePage page = await connection.Calls.SendAsync(query, told, cancellationToken).ConfigureAwait(false);
            told?.Ended(page, failure: null);
            EnsLog.PageRead(connection.Logger, page.PageNumber, page.ImageId, page.Accounts.Count, page.TotalCount, page.RequestId);
            return page;
        }
        catch (Exception exception)
        {
            told?.Ended(page: null, exception);
            throw;
        }
    }

    /// <summary>What a client that can call has and a test double has not.</summary>
    private sealed class Connection
    {
        public Connection(HttpClient http, EnsClientParts parts, ILoggerFactory? loggerFactory)
        {
            Endpoint = parts.Options.Endpoint ?? EndpointTable.Find(parts.Options.RegionId, parts.Options.UseVpcEndpoint);
            PagesInFlight = parts.Options.PagesInFlight;
            TimeProvider = parts.Clock.TimeProvider;
            Logger = loggerFactory is null ? NullLogger.Instance : loggerFactory.CreateLogger<EnsClient>();
            OperationTransport<ImageSharePage> transport = new(http, Endpoint, parts.Options, parts.Clock);
            RetryRules rules = new(parts.Options, parts.Credentials, parts.Clock, Jitter.Next);
            Calls = new EnsRetry<ImageSharePage>(transport, rules, Logger);
        }

        public Uri Endpoint { get; }

        public int PagesInFlight { get; }

        public TimeProvider TimeProvider { get; }

        public ILogger Logger { get; }

        public EnsRetry<ImageSharePage> Calls { get; }
    }
}
