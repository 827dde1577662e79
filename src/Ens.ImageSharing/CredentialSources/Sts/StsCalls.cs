using Ens.ImageSharing.Calls;
using Ens.ImageSharing.Options;
using Ens.ImageSharing.Transport;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ens.ImageSharing.CredentialSources;

/// <summary>Calls to STS: the same connection, retries and, if there is an access key already, signature as all other calls.</summary>
internal sealed class StsCalls
{
    /// <summary>No option sets these limits, so no message names one.</summary>
    private static readonly CallLimits Limits = new(
        MaxRetries: 3,
        RetryDelay: TimeSpan.FromMilliseconds(500),
        MaxRetryDelay: TimeSpan.FromSeconds(20),
        AttemptTimeout: TimeSpan.FromSeconds(10),
        Timeout: TimeSpan.FromSeconds(30),
        MaxResponseBytes: 64 * 1024,
        MaxCallsPerSecond: null,
        OptionsName: null);

    private readonly ServiceCalls _calls;

    /// <param name="endpoint">The endpoint of STS.</param>
    /// <param name="signer">Whose access key signs; <see langword="null"/> leaves the calls unsigned.</param>
    /// <param name="context">Transport, clock and randomness.</param>
    public StsCalls(Uri endpoint, EnsCredentials? signer, SourceContext context)
    {
        SignatureScheme scheme = signer is null ? new UnsignedScheme() : new Acs3Scheme();
        ServiceConnection connection = ServiceConnection.Create(
            signer, scheme, endpoint, Limits, new ServiceClock(context.Time), context.Transport);
        _calls = new ServiceCalls(connection, signer, context.Random, NullLogger.Instance);
    }

    public Uri Endpoint => _calls.Connection.Endpoint;

    /// <exception cref="EnsAuthenticationException">The role was not assumed; the message says why.</exception>
    public async Task<EnsAccessKey> SendAsync(StsOperation operation, CancellationToken cancellationToken)
    {
        try
        {
            return await _calls.SendAsync(operation, telemetry: null, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is EnsException or HttpRequestException or TimeoutException)
        {
            // Retried here already; the call that needs the key must not retry it all.
            throw new EnsAuthenticationException($"The role {operation.RoleArn} could not be assumed: {exception.Message}", exception)
            {
                IsTransient = exception is not EnsException { IsTransient: false } && !TransportFailure.IsUntrusted(exception),
            };
        }
    }
}
