using System.Security.Cryptography;
using Ens.ImageSharing.Text;

namespace Ens.ImageSharing.Signing;

/// <summary>Signature version 3 of the gateway, <c>ACS3-HMAC-SHA256</c>.</summary>
internal static class Acs3Signature
{
    public const string Algorithm = "ACS3-HMAC-SHA256";

    /// <summary>The SHA-256 of nothing, which is the body of every request of this library.</summary>
    public const string EmptyPayloadHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private const int StackSize = 1024;

    private const int HashSize = 32;

    /// <summary>The value of the <c>Authorization</c> header.</summary>
    public static string Authorize(in Acs3Request request, string accessKeyId, string accessKeySecret)
    {
        Span<byte> signature = stackalloc byte[HashSize];
        Sign(request, accessKeySecret, signature);

        Utf8Buffer text = new(stackalloc byte[StackSize]);
        text.Append("ACS3-HMAC-SHA256 Credential="u8);
        text.Append(accessKeyId.AsSpan());
        text.Append(",SignedHeaders="u8);
        AppendSignedHeaders(ref text, request.Headers);
        text.Append(",Signature="u8);
        text.AppendLowerHex(signature);
        string authorization = text.ToString();
        text.Dispose();
        return authorization;
    }

    /// <summary>Writes the 32 bytes of the signature.</summary>
    public static void Sign(in Acs3Request request, string accessKeySecret, Span<byte> signature)
    {
        Utf8Buffer stringToSign = new(stackalloc byte[128]);
        AppendStringToSign(ref stringToSign, request);
        Utf8Buffer key = new(stackalloc byte[128]);
        key.Append(accessKeySecret.AsSpan());
        HMACSHA256.HashData(key.Written, stringToSign.Written, signature);
        key.Dispose();
        // Stryker disable once Statement: a text of known length without a secret, which never leaves the stack.
        stringToSign.Dispose();
    }

    /// <summary>The algorithm and the hash of the canonical request: what the key signs, and nothing secret.</summary>
    public static string StringToSign(in Acs3Request request)
    {
        Utf8Buffer text = new(stackalloc byte[128]);
        AppendStringToSign(ref text, request);
        string stringToSign = text.ToString();
        // Stryker disable once Statement: a text of known length without a secret, which never leaves the stack.
        text.Dispose();
        return stringToSign;
    }

    public static string CanonicalRequest(in Acs3Request request)
    {
        Utf8Buffer text = new(stackalloc byte[StackSize]);
        AppendCanonicalRequest(ref text, request);
        string canonicalRequest = text.ToString();
        text.Dispose();
        return canonicalRequest;
    }

    /// <summary>The lower-case hex SHA-256 of a body.</summary>
    public static string HashPayload(ReadOnlySpan<byte> payload)
    {
        Span<byte> hash = stackalloc byte[HashSize];
        SHA256.HashData(payload, hash);
        // Stryker disable once Arithmetic: the buffer grows; what is written is the same.
        Utf8Buffer text = new(stackalloc byte[2 * HashSize]);
        text.AppendLowerHex(hash);
        string hex = text.ToString();
        // Stryker disable once Statement: a text of known length without a secret, which never leaves the stack.
        text.Dispose();
        return hex;
    }

    private static void AppendStringToSign(ref Utf8Buffer text, in Acs3Request request)
    {
        Utf8Buffer canonicalRequest = new(stackalloc byte[StackSize]);
        AppendCanonicalRequest(ref canonicalRequest, request);
        Span<byte> hash = stackalloc byte[HashSize];
        SHA256.HashData(canonicalRequest.Written, hash);
        canonicalRequest.Dispose();

        text.Append("ACS3-HMAC-SHA256\n"u8);
        text.AppendLowerHex(hash);
    }

    private static void AppendCanonicalRequest(ref Utf8Buffer text, in Acs3Request request)
    {
        text.Append(request.Method);
        text.Append((byte)'\n');
        text.Append(request.Path.IsEmpty ? "/".AsSpan() : request.Path);
        text.Append((byte)'\n');
        EncodedQuery.AppendCanonical(ref text, request.Query);
        text.Append((byte)'\n');
        foreach (HeaderField header in request.Headers)
        {
            text.AppendLowerCase(header.Name.AsSpan());
            text.Append((byte)':');
            text.Append(header.Value.AsSpan().Trim());
            text.Append((byte)'\n');
        }

        text.Append((byte)'\n');
        AppendSignedHeaders(ref text, request.Headers);
        text.Append((byte)'\n');
        text.Append(request.PayloadHash.AsSpan());
    }

    private static void AppendSignedHeaders(ref Utf8Buffer text, ReadOnlySpan<HeaderField> headers)
    {
        for (int i = 0; i < headers.Length; i++)
        {
            if (i > 0)
            {
                text.Append((byte)';');
            }

            text.AppendLowerCase(headers[i].Name.AsSpan());
        }
    }
}
