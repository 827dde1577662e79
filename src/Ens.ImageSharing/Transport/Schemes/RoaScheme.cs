using System.Globalization;
using Ens.ImageSharing.Signing;

namespace Ens.ImageSharing.Transport;

/// <summary>The ROA signature, version 1.0: in headers.</summary>
internal sealed class RoaScheme : SignatureScheme
{
    public override ReadOnlyMemory<char> Sign(HttpRequestMessage message, EnsAccessKey? key, in Stamp stamp)
    {
        Set(message.Headers, "Date", stamp.Date.ToUniversalTime().ToString("r", CultureInfo.InvariantCulture));
        Set(message.Headers, AcsHeaders.Nonce, stamp.Nonce);
        Set(message.Headers, AcsHeaders.SignatureMethod, HmacSha1);
        Set(message.Headers, AcsHeaders.SignatureVersion, "1.0");
        SetTemporaryKey(message.Headers, key!);
        string authorization = WithSignedHeaders(
            message, [], (signed, headers) => RoaSignature.Authorize(Request(signed, headers), key!.AccessKeyId, key.AccessKeySecret));
        Set(message.Headers, "Authorization", authorization);
        return authorization.AsMemory(authorization.LastIndexOf(':') + 1);
    }

    public override IReadOnlyList<string> SignedTexts(HttpRequestMessage message) => WithSignedHeaders(
        message, [], static (signed, headers) => (IReadOnlyList<string>)[RoaSignature.StringToSign(Request(signed, headers))]);

    private static RoaRequest Request(HttpRequestMessage message, ReadOnlySpan<HeaderField> headers) =>
        new(message.Method.Method.AsSpan(), Path(message.RequestUri!), Query(message.RequestUri!), headers)
        {
            Accept = Value(message.Headers, "Accept"),
            ContentType = ContentType(message),
            Date = Value(message.Headers, "Date"),
        };
}
