using Ens.ImageSharing.Wire;

namespace Ens.ImageSharing.Transport;

/// <summary>A request as it was signed for one pass through the wire.</summary>
/// <param name="Message">The signed message. Only the transport sees it.</param>
/// <param name="Scheme">How it was signed.</param>
/// <param name="Key">The access key; <see langword="null"/> for an operation that is not signed.</param>
/// <param name="Signature">The signature; empty for an operation that is not signed.</param>
/// <param name="Date">The date of the request.</param>
internal sealed record SignedRequest(
    HttpRequestMessage Message, SignatureScheme Scheme, EnsAccessKey? Key, ReadOnlyMemory<char> Signature, DateTimeOffset Date)
{
    private readonly Uri? _address = Message.RequestUri;

    /// <summary>What must not show, wherever it comes back.</summary>
    public string?[] Secrets => [Key?.AccessKeySecret, Key?.SecurityToken, Signature.ToString()];

    /// <summary>Whether a response repeats the secret of the key, its token or the signature. Allocates nothing.</summary>
    public bool IsRepeatedBy(ReadOnlySpan<byte> body, string? requestId) =>
        IsRepeatedBy(body, requestId, (Key?.AccessKeySecret).AsSpan())
        || IsRepeatedBy(body, requestId, (Key?.SecurityToken).AsSpan())
        || IsRepeatedBy(body, requestId, Signature.Span);

    /// <summary>
    /// The texts that were signed. The address is the one at the time of signing: a transport may have rewritten the one of the message.
    /// </summary>
    public IReadOnlyList<string> SignedTexts()
    {
#pragma warning disable CA2000 // Shares its content with the message.
        HttpRequestMessage asSigned = RequestMessage.Copy(Message);
#pragma warning restore CA2000
        asSigned.RequestUri = _address;
        return Scheme.SignedTexts(asSigned);
    }

    private static bool IsRepeatedBy(ReadOnlySpan<byte> body, string? requestId, ReadOnlySpan<char> secret)
    {
        ReadOnlySpan<char> trace = SecretTrace.Of(secret);
        return !trace.IsEmpty && (SecretTrace.IsIn(body, trace) || requestId.AsSpan().IndexOf(trace) >= 0);
    }
}
