using Ens.ImageSharing.Wire;

namespace Ens.ImageSharing.Transport;

/// <summary>A request as it was signed for one pass through the wire, and how the pass ended.</summary>
/// <param name="message">The signed message. Only the transport sees it.</param>
/// <param name="scheme">How it was signed.</param>
/// <param name="key">The access key; <see langword="null"/> for an operation that is not signed.</param>
/// <param name="signature">The signature; empty for an operation that is not signed.</param>
/// <param name="date">The date of the request.</param>
internal sealed class SignedRequest(
    HttpRequestMessage message, SignatureScheme scheme, EnsAccessKey? key, ReadOnlyMemory<char> signature, DateTimeOffset date)
{
    private readonly Uri? _address = message.RequestUri;

    public HttpRequestMessage Message { get; } = message;

    public EnsAccessKey? Key { get; } = key;

    public DateTimeOffset Date { get; } = date;

    /// <summary>Whether it may have left: nothing tells that there was no connection for it yet.</summary>
    public bool MayHaveLeft => Message.Content is not UnsentContent { IsSent: false };

    /// <summary>The request that was signed before, in the same attempt.</summary>
    public SignedRequest? Before { get; set; }

    /// <summary>The response; <see langword="null"/> until there is one.</summary>
    public HttpResponseMessage? Response { get; set; }

    /// <summary>Why there is no response; <see langword="null"/> until that is known.</summary>
    public Exception? Failure { get; set; }

    /// <summary>What must not show, wherever it comes back.</summary>
    public string?[] Secrets => [Key?.AccessKeySecret, Key?.SecurityToken, signature.ToString()];

    /// <summary>Whether a response repeats the secret of the key, its token or the signature. Allocates nothing.</summary>
    public bool IsRepeatedBy(ReadOnlySpan<byte> body, string? requestId) =>
        IsRepeatedBy(body, requestId, (Key?.AccessKeySecret).AsSpan())
        || IsRepeatedBy(body, requestId, (Key?.SecurityToken).AsSpan())
        || IsRepeatedBy(body, requestId, signature.Span);

    /// <summary>
    /// The texts that were signed. The address is the one at the time of signing: a transport may have rewritten the one of the message.
    /// </summary>
    public IReadOnlyList<string> SignedTexts()
    {
#pragma warning disable CA2000 // Shares its content with the message.
        HttpRequestMessage asSigned = RequestMessage.Copy(Message);
#pragma warning restore CA2000
        asSigned.RequestUri = _address;
        return scheme.SignedTexts(asSigned);
    }

    private static bool IsRepeatedBy(ReadOnlySpan<byte> body, string? requestId, ReadOnlySpan<char> secret)
    {
        ReadOnlySpan<char> trace = SecretTrace.Of(secret);
        return !trace.IsEmpty && (SecretTrace.IsIn(body, trace) || requestId.AsSpan().IndexOf(trace) >= 0);
    }
}
