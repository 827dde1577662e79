using Ens.ImageSharing.Calls;
using Ens.ImageSharing.Options;
using Ens.ImageSharing.Telemetry;
using Ens.ImageSharing.Transport;
using Ens.ImageSharing.Wire;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ens.ImageSharing;

/// <summary>Client for Alibaba Cloud Edge Node Service (ENS) that lists the accounts an image is shared with. Not disposable.</summary>
/// <remarks>
/// <para>Thread-safe. Create one client for the whole application. There is nothing to dispose.</para>
/// <para>
/// Transient failures are retried as configured in <see cref="EnsClientOptions"/>. A call that fails ends with one of five exceptions:
/// <see cref="EnsException"/> (the service rejected the call, or its response cannot be understood), <see cref="HttpRequestException"/>
/// (the network failed), <see cref="TimeoutException"/> (a time limit was exceeded), <see cref="OperationCanceledException"/> (the caller's
/// token was canceled), or <see cref="ArgumentException"/> (an argument is invalid; nothing was sent).
/// </para>
/// <para>
/// In tests, derive from this class and override what the test needs. The lists are built on the methods that make single calls.
/// </para>
/// </remarks>
public partial class EnsClient
{
    private readonly ServiceCalls? _calls;
    private readonly int _pagesInFlight = 1;

    /// <summary>
    /// Creates a client for test doubles. Its methods throw <see cref="NotSupportedException"/> unless they are overridden.
    /// </summary>
    protected EnsClient()
    {
    }

    /// <summary>Creates a client for <c>https://ens.aliyuncs.com</c> with the default options.</summary>
    /// <param name="credentials">Provides the access keys, for example <see cref="EnsCredentials.Default"/>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="credentials"/> is <see langword="null"/>.</exception>
    public EnsClient(EnsCredentials credentials)
        : this(credentials, new EnsClientOptions())
    {
    }

    /// <summary>Creates a client.</summary>
    /// <param name="credentials">Provides the access keys.</param>
    /// <param name="options">The options. The client takes a copy.</param>
    /// <param name="transport">
    /// Sends the signed requests. The client never disposes it, but turns off <c>AllowAutoRedirect</c> if it is a <c>SocketsHttpHandler</c>
    /// or an <see cref="HttpClientHandler"/>: a redirect would carry the session token to another host. For the same reason such a handler
    /// does not use the system's proxy if the endpoint is on this machine; a proxy of its own stays. The default is
    /// <see langword="null"/>, which uses a handler of the client's own: no redirects, no cookies, the system's proxy except for loopback,
    /// connections renewed every 5 minutes (on .NET Framework, as the process configures it).
    /// </param>
    /// <param name="loggerFactory">Creates the logger. The default is <see langword="null"/>, which logs nothing.</param>
    /// <param name="timeProvider">The clock. The default is <see langword="null"/>, which is the system's clock.</param>
    /// <exception cref="ArgumentNullException">
    /// <paramref name="credentials"/> or <paramref name="options"/> is <see langword="null"/>.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// A value in <paramref name="options"/> is out of its range, or <paramref name="transport"/> follows redirects and is already in use.
    /// </exception>
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
        ILogger logger = CreateLogger(loggerFactory);
        ServiceConnection connection = ServiceConnection.Create(
            credentials,
            SignatureScheme.Of(options.SignatureVersion),
            options.ResolveEndpoint(),
            CallLimits.Of(options),
            new ServiceClock(timeProvider ?? TimeProvider.System),
            transport,
            new CredentialTelemetry(logger),
            options.ApplicationId);
        _calls = new ServiceCalls(connection, credentials, Jitter.Next, logger);
        _pagesInFlight = options.PagesInFlight;
    }

    /// <summary>A client over the host's HTTP client, whose innermost handler signs.</summary>
    internal EnsClient(ServiceConnection connection, EnsCredentials credentials, int pagesInFlight, ILogger logger)
    {
        _calls = new ServiceCalls(connection, credentials, Jitter.Next, logger);
        _pagesInFlight = pagesInFlight;
    }

    /// <summary>The endpoint of the service.</summary>
    /// <value>The endpoint that <see cref="EnsClientOptions"/> selects; <c>https://ens.aliyuncs.com</c> by default.</value>
    public virtual Uri Endpoint => _calls?.Connection.Endpoint ?? EndpointTable.Find(regionId: null, vpc: false);

    /// <summary>The time that the client goes by; that of the system for a test double.</summary>
    private TimeProvider Time => _calls?.Connection.Clock.TimeProvider ?? TimeProvider.System;

    internal static ILogger CreateLogger(ILoggerFactory? factory) =>
        factory is null ? NullLogger.Instance : factory.CreateLogger<EnsClient>();

    /// <summary>Makes one call of any operation, and notes on a failure which page it was for.</summary>
    private async Task<TAnswer> CallAsync<TAnswer>(
        IOperation<TAnswer> operation,
        string? imageId,
        int? pageNumber,
        Action<ServiceCalls, CallTelemetry?, TAnswer> succeeded,
        CancellationToken cancellationToken)
        where TAnswer : class
    {
        ServiceCalls calls = _calls ?? throw new NotSupportedException(
            "This client is a test double: it was created without credentials, and the called method is not overridden.");
        CallTelemetry? telemetry = CallTelemetry.Start(calls.Connection, operation.Facts, imageId, pageNumber);
        try
        {
            TAnswer answer = await calls.SendAsync(operation, telemetry, cancellationToken).ConfigureAwait(false);
            succeeded(calls, telemetry, answer);
            return answer;
        }
        catch (Exception exception)
        {
            telemetry?.Failed(exception);
            if (pageNumber is not null)
            {
                exception.Data[nameof(EnsException.PageNumber)] = pageNumber;
                (exception as EnsException)?.NotePage(pageNumber);
            }

            throw;
        }
    }
}
