using Ens.ImageSharing.Credentials;
using Ens.ImageSharing.Wire;

namespace Ens.ImageSharing.Transport;

/// <summary>
/// Signs every pass of a request: asks for the access key, takes the date and a new nonce. It is the innermost handler, so that a message
/// which a handler above sends again gets another nonce, and so that nothing changes a request after it was signed.
/// </summary>
/// <remarks>
/// A signed copy goes to the transport. The handlers above never see the signature or the session token, and may log, copy, repeat or hedge
/// the message.
/// </remarks>
internal sealed class SigningHandler(
    EnsCredentials? credentials, SignatureScheme scheme, ServiceClock clock, Func<string> newNonce, ICredentialListener? listener)
    : DelegatingHandler
{
    private EnsAccessKey? _lastKey;

    /// <summary>The access key of the latest pass.</summary>
    public EnsAccessKey? LastKey => Volatile.Read(ref _lastKey);

    /// <summary>A nonce of 122 random bits.</summary>
    public static string NewNonce() => Guid.NewGuid().ToString("N");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        AttemptProgress progress = AttemptProgress.Of(request);
        EnsAccessKey? key = credentials is null ? null : await GetKeyAsync(credentials, progress, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        DateTimeOffset date = clock.UtcNow;
        byte[] body = await ReadBodyAsync(request.Content, cancellationToken).ConfigureAwait(false);
#pragma warning disable CA2000 // Shares its content with the request, whose owner disposes it.
        HttpRequestMessage signed = RequestMessage.Copy(request);
#pragma warning restore CA2000
        ReadOnlyMemory<char> signature = scheme.Sign(signed, key, new Stamp(date, newNonce(), body));
        SignedRequest pass = new(signed, scheme, key, signature, date);
        progress.BeginSend(pass);
        HttpResponseMessage response = await TransmitAsync(pass, cancellationToken).ConfigureAwait(false);
        response.RequestMessage = request;
        pass.Response = response;
        return response;
    }

    /// <summary>Sends the request. A failure that shows a secret of it does not get to the handlers above.</summary>
    private async Task<HttpResponseMessage> TransmitAsync(SignedRequest pass, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(pass.Message, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            pass.Failure = MaskedFailure.Of(exception, new SecretMask(pass.Secrets));
            if (pass.Failure == exception)
            {
                throw;
            }

            throw pass.Failure;
        }
    }

    private async ValueTask<EnsAccessKey> GetKeyAsync(EnsCredentials source, AttemptProgress progress, CancellationToken cancellationToken)
    {
        progress.BeginKey(source);
        EnsAccessKey key;
        try
        {
            key = await source.GetAccessKeyAsync(listener, cancellationToken).ConfigureAwait(false)
                ?? throw new EnsAuthenticationException($"No access key could be obtained: {source} returned null.");
        }
        catch (Exception exception) when (exception is not EnsException && !cancellationToken.IsCancellationRequested)
        {
            throw new EnsAuthenticationException($"No access key could be obtained: {exception.Message}", exception);
        }

        if (progress.RefusedKey?.IsSameAs(key) == true)
        {
            throw new KeyUnchangedException();
        }

        if (Interlocked.Exchange(ref _lastKey, key) is not { } last || !last.IsSameAs(key))
        {
            listener?.KeyChanged(key.Source ?? $"{source}", key);
        }

        return key;
    }

    /// <summary>The bytes that a signature covers. Our own requests have none; a handler of the host may have added some.</summary>
    private static async ValueTask<byte[]> ReadBodyAsync(HttpContent? content, CancellationToken cancellationToken) =>
        content is null || content.Headers.ContentLength == 0
            ? []
            : await content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
}
