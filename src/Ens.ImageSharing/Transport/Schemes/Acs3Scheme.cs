using Ens.ImageSharing.Signing;
using Ens.ImageSharing.Text;

namespace Ens.ImageSharing.Transport;

/// <summary>Signature version 3: everything in headers.</summary>
internal sealed class Acs3Scheme : SignatureScheme
{
    public override ReadOnlyMemory<char> Sign(HttpRequestMessage message, EnsAccessKey? key, in Stamp stamp)
    {
        Set(message.Headers, AcsHeaders.Date, Iso8601.Format(stamp.Date));
        Set(message.Headers, AcsHeaders.Nonce, stamp.Nonce);
        Set(
            message.Headers,
            AcsHeaders.ContentSha256,
            stamp.Body.Length == 0 ? Acs3Signature.EmptyPayloadHash : Acs3Signature.HashPayload(stamp.Body));
        SetTemporaryKey(message.Headers, key!);
        string authorization = WithSignedHeaders(
            message,
            OtherHeaders(message),
            (signed, headers) => Acs3Signature.Authorize(Request(signed, headers), key!.AccessKeyId, key.AccessKeySecret));
        Set(message.Headers, "Authorization", authorization);
        return authorization.AsMemory(authorization.LastIndexOf('=') + 1);
    }

    public override IReadOnlyList<string> SignedTexts(HttpRequestMessage message) => WithSignedHeaders(
        message,
        OtherHeaders(message),
        static (signed, headers) =>
        {
            string stringToSign = Acs3Signature.StringToSign(Request(signed, headers));
            string hash = stringToSign[(Acs3Signature.Algorithm.Length + 1)..];
            return (IReadOnlyList<string>)[stringToSign, hash, Acs3Signature.CanonicalRequest(Request(signed, headers))];
        });

    private static Acs3Request Request(HttpRequestMessage message, ReadOnlySpan<HeaderField> headers) => new(
        message.Method.Method.AsSpan(),
        Path(message.RequestUri!),
        Query(message.RequestUri!),
        headers,
        Value(message.Headers, AcsHeaders.ContentSha256));

    /// <summary>The host as it is sent, and the content type if there is one.</summary>
    private static HeaderField[] OtherHeaders(HttpRequestMessage message)
    {
        HeaderField host = new("host", message.Headers.Host ?? message.RequestUri!.Authority);
        return ContentType(message) is { Length: > 0 } contentType ? [host, new HeaderField("content-type", contentType)] : [host];
    }
}
