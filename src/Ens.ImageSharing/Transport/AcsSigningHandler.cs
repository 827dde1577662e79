namespace Ens.ImageSharing.Transport;

/// <summary>
/// Signs each pass of a request: asks for the key, takes the date and a fresh nonce. It stands innermost, so that a message which a handler
/// above sends again leaves with another nonce, and so that nothing changes a request once it is signed.
/// </summary>
internal sealed class AcsSigningHandler(EnsCredentials credentials, ServiceClock clock, EnsSignatureVersion version, Func<string> newNonce) : DelegatingHandler
{
    /// <summary>A nonce of 122 random bits.</summary>
    public static string NewNonce() => Guid.NewGuid().ToString("N");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Uri? address = request.RequestUri;
        EnsAccessKey key = await GetKeyAsync(cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        DateTimeOffset date = clock.UtcNow;
        try
        {
            RequestSigner.Sign(request, version, key, date, newNonce());
            if (request is EnsRequestMessage own)
            {
                own.Key = key;
                own.SignedAt = date;
                own.SignedAddress = request.RequestUri;
            }

            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // The oldest scheme signs in the address; handlers above log addresses, and sign again from the plain one.
            request.RequestUri = address;
        }
    }

    private async ValueTask<EnsAccessKey> GetKeyAsync(CancellationToken cancellationToken)
    {
        try
        {
            ValueTask<EnsAccessKey> key = credentials.GetAccessKeyAsync(cancellationToken);
            return (key.IsCompletedSuccessfully ? key.Result : await WaitAsync(key.AsTask(), cancellationToken).ConfigureAwait(false))
                ?? throw new EnsAuthenticationException("The credentials gave no access key.");
        }
        catch (Exception exception) when (exception is not EnsException && !(exception is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            throw new EnsAuthenticationException($"The credentials gave no access key: {exception.Message}", exception);
        }
    }

    /// <summary>Waits no longer than the caller wants, also for credentials that do not look at the token.</summary>
    private static async Task<EnsAccessKey> WaitAsync(Task<EnsAccessKey> key, CancellationToken cancellationToken)
    {
        // A failure after the wait has ended is nobody's any more.
        key.ObserveFailure();
        return await key.WaitAsync(cancellationToken).ConfigureAwait(false);
    }
}
