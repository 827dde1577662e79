using Ens.ImageSharing.Text;

namespace Ens.ImageSharing.Signing;

/// <summary>
/// The gateway's older signature for ROA-style calls, version 1.0 with HMAC-SHA1: <c>Authorization: acs id:signature</c>.
/// </summary>
internal static class RoaSignature
{
    /// <summary>The value of the <c>Authorization</c> header.</summary>
    public static string Authorize(in RoaRequest request, string accessKeyId, string accessKeySecret) =>
        $"acs {accessKeyId}:{Sign(request, accessKeySecret)}";

    /// <summary>The Base64 signature.</summary>
    public static string Sign(in RoaRequest request, string accessKeySecret)
    {
        Utf8Buffer text = new(stackalloc byte[1024]);
        AppendStringToSign(ref text, request);
        Utf8Buffer key = new(stackalloc byte[128]);
        key.Append(accessKeySecret.AsSpan());
        Span<byte> signature = stackalloc byte[Sha1.HashSize];
        Sha1.Authenticate(key.Written, text.Written, signature);
        key.Dispose();
        text.Dispose();
        return Convert.ToBase64String(signature);
    }

    /// <summary>What the key signs. It holds the key id and the session token.</summary>
    public static string StringToSign(in RoaRequest request)
    {
        Utf8Buffer text = new(stackalloc byte[1024]);
        AppendStringToSign(ref text, request);
        string stringToSign = text.ToString();
        text.Dispose();
        return stringToSign;
    }

    private static void AppendStringToSign(ref Utf8Buffer text, in RoaRequest request)
    {
        AppendLine(ref text, request.Method);
        AppendLine(ref text, request.Accept.AsSpan());
        AppendLine(ref text, request.ContentMd5.AsSpan());
        AppendLine(ref text, request.ContentType.AsSpan());
        AppendLine(ref text, request.Date.AsSpan());
        foreach (HeaderField header in request.AcsHeaders)
        {
            text.AppendLowerCase(header.Name.AsSpan());
            text.Append((byte)':');
            AppendLine(ref text, header.Value.AsSpan().Trim());
        }

        text.Append(request.Path);
        if (!request.Query.IsEmpty)
        {
            text.Append((byte)'?');
            EncodedQuery.AppendDecoded(ref text, request.Query);
        }
    }

    private static void AppendLine(ref Utf8Buffer text, ReadOnlySpan<char> line)
    {
        text.Append(line);
        text.Append((byte)'\n');
    }
}
