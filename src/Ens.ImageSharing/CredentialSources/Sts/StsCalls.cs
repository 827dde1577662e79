using Ens.ImageSharing.Resilience;
using Ens.ImageSharing.Transport;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ens.ImageSharing.CredentialSources;

/// <summary>Calls to STS, with the retry and, where there is a key already, the signature of all calls.</summary>
internal sealed class StsCalls
{
    private readonly EnsRetry<EnsAccessKey> _calls;

    /// <param name="endpoint">Where STS is.</param>
    /// <param name="signer">Whose key signs; <see langword="null"/> leaves the calls unsigned.</param>
    /// <param name="transport">What sends the requests; <see langword="null"/> is a handler of its own.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="random">A number from 0 up to, but not including, 1.</param>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "Lives as long as the credentials, which have nothing to dispose of: its connections close when they idle.")]
    public StsCalls(Uri endpoint, EnsCredentials? signer, HttpMessageHandler? transport, TimeProvider timeProvider, Func<double> random)
    {
        ServiceClock clock = new(timeProvider);
        EnsClientOptions options = new() { Timeout = TimeSpan.FromSeconds(30), AttemptTimeout = TimeSpan.FromSeconds(10), MaxResponseBytes = 64 * 1024 };
        HttpMessageHandler handler = transport ?? PlatformHttp.CreateHandler();
        handler = signer is null ? handler : new AcsSigningHandler(signer, clock, options.SignatureVersion, AcsSigningHandler.NewNonce) { InnerHandler = handler };
        HttpClient http = new(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        Endpoint = endpoint;
        Clock = clock;
        _calls = new EnsRetry<EnsAccessKey>(new OperationTransport<EnsAccessKey>(http, endpoint, options, clock), new RetryRules(options, signer, clock, random), NullLogger.Instance);
    }

    public Uri Endpoint { get; }

    public ServiceClock Clock { get; }

    /// <exception cref="EnsAuthenticationException">The role was not assumed; the message says why.</exception>
    public async Task<EnsAccessKey> SendAsync(StsOperation operation, CancellationToken cancellationToken)
    {
        try
        {
            return await _calls.SendAsync(operation, told: null, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is EnsException or HttpRequestException or TimeoutException)
        {
            // Tried again here already: the call that needs the key is not to do it all over.
            throw new EnsAuthenticationException($"The role {operation.RoleArn} could not be assumed: {exception.Message}", exception)
            {
                IsTransient = exception is not EnsException { IsTransient: false },
            };
        }
    }
}
