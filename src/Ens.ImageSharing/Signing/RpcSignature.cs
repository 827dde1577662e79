using Ens.ImageSharing.Text;

namespace Ens.ImageSharing.Signing;

/// <summary>
/// The gateway's older signature for RPC-style calls, version 1.0 with HMAC-SHA1: all in the parameters, nothing in headers.
/// </summary>
internal static class RpcSignature
{
    /// <summary>
    /// The Base64 signature over the encoded parameters, those of a form body joined to those of the query by <c>&amp;</c>.
    /// </summary>
    public static string Sign(ReadOnlySpan<char> method, ReadOnlySpan<char> encodedParameters, string accessKeySecret)
    {
        Utf8Buffer text = new(stackalloc byte[1024]);
        AppendStringToSign(ref text, method, encodedParameters);
        Utf8Buffer key = new(stackalloc byte[128]);
        key.Append(accessKeySecret.AsSpan());
        key.Append((byte)'&');
        Span<byte> signature = stackalloc byte[Sha1.HashSize];
        Sha1.Authenticate(key.Written, text.Written, signature);
        key.Dispose();
        text.Dispose();
        return Convert.ToBase64String(signature);
    }

    /// <summary>What the key signs. It holds the key id and the session token.</summary>
    public static string StringToSign(ReadOnlySpan<char> method, ReadOnlySpan<char> encodedParameters)
    {
        Utf8Buffer text = new(stackalloc byte[1024]);
        AppendStringToSign(ref text, method, encodedParameters);
        string stringToSign = text.ToString();
        text.Dispose();
        return stringToSign;
    }

    private static void AppendStringToSign(ref Utf8Buffer text, ReadOnlySpan<char> method, ReadOnlySpan<char> encodedParameters)
    {
        Utf8Buffer canonicalQuery = new(stackalloc byte[1024]);
        EncodedQuery.AppendCanonical(ref canonicalQuery, encodedParameters);
        text.Append(method);
        text.Append("&%2F&"u8);
        text.AppendPercentEncoded(canonicalQuery.Written);
        canonicalQuery.Dispose();
    }
}
