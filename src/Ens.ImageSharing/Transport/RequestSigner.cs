using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;
using Ens.ImageSharing.Signing;

namespace Ens.ImageSharing.Transport;

/// <summary>Puts a signature on a request message, in the headers or, for the oldest scheme, in the address.</summary>
internal static class RequestSigner
{
    private const string HmacSha1 = "HMAC-SHA1";

    /// <summary>Signs the message as it stands; whatever an earlier pass left on it is replaced.</summary>
    public static void Sign(HttpRequestMessage message, EnsSignatureVersion version, EnsAccessKey key, DateTimeOffset date, string nonce)
    {
        switch (version)
        {
            case EnsSignatureVersion.RpcHmacSha1:
                SignRpc(message, key, date, nonce);
                break;
            case EnsSignatureVersion.RoaHmacSha1:
                SignRoa(message, key, date, nonce);
                break;
            default:
                SignAcs3(message, key, date, nonce);
                break;
        }
    }

    /// <summary>What the signature on a message signs, in the forms in which the service may echo it.</summary>
    public static string[] SignedTexts(HttpRequestMessage message, Uri address, EnsSignatureVersion version)
    {
        HeaderField[] headers = ArrayPool<HeaderField>.Shared.Rent(MaxHeaders);
        try
        {
            switch (version)
            {
                case EnsSignatureVersion.RpcHmacSha1:
                    string query = Query(address).ToString();
                    int signature = query.LastIndexOf("&Signature=", StringComparison.Ordinal);
                    return [RpcSignature.StringToSign(message.Method.Method.AsSpan(), query.AsSpan(0, signature < 0 ? query.Length : signature))];
                case EnsSignatureVersion.RoaHmacSha1:
                    return [RoaSignature.StringToSign(Roa(message, headers))];
                default:
                    string stringToSign = Acs3Signature.StringToSign(Acs3(message, headers));
                    return [stringToSign, stringToSign[(Acs3Signature.Algorithm.Length + 1)..], Acs3Signature.CanonicalRequest(Acs3(message, headers))];
            }
        }
        finally
        {
            ArrayPool<HeaderField>.Shared.Return(headers, clearArray: true);
        }
    }

    /// <summary>How many signed headers a message may have; ours has nine at the most, and a host may add some.</summary>
    private const int MaxHeaders = 64;

    private static void SignAcs3(HttpRequestMessage message, EnsAccessKey key, DateTimeOffset date, string nonce)
    {
        Set(message.Headers, AcsHeaders.Date, Iso8601(date));
        Set(message.Headers, AcsHeaders.Nonce, nonce);
        Set(message.Headers, AcsHeaders.ContentSha256, Acs3Signature.EmptyPayloadHash);
        SetTemporaryKey(message.Headers, key);

        HeaderField[] headers = ArrayPool<HeaderField>.Shared.Rent(MaxHeaders);
        try
        {
            Set(message.Headers, "Authorization", Acs3Signature.Authorize(Acs3(message, headers), key.AccessKeyId, key.AccessKeySecret));
        }
        finally
        {
            ArrayPool<HeaderField>.Shared.Return(headers, clearArray: true);
        }
    }

    private static void SignRoa(HttpRequestMessage message, EnsAccessKey key, DateTimeOffset date, string nonce)
    {
        Set(message.Headers, "Date", date.ToUniversalTime().ToString("r", CultureInfo.InvariantCulture));
        Set(message.Headers, AcsHeaders.Nonce, nonce);
        Set(message.Headers, AcsHeaders.SignatureMethod, HmacSha1);
        Set(message.Headers, AcsHeaders.SignatureVersion, "1.0");
        SetTemporaryKey(message.Headers, key);

        HeaderField[] headers = ArrayPool<HeaderField>.Shared.Rent(MaxHeaders);
        try
        {
            Set(message.Headers, "Authorization", RoaSignature.Authorize(Roa(message, headers), key.AccessKeyId, key.AccessKeySecret));
        }
        finally
        {
            ArrayPool<HeaderField>.Shared.Return(headers, clearArray: true);
        }
    }

    private static void SignRpc(HttpRequestMessage message, EnsAccessKey key, DateTimeOffset date, string nonce)
    {
        Uri address = message.RequestUri!;
        Utf8Buffer query = new(stackalloc byte[1024]);
        Append(ref query, "Action"u8, Value(message.Headers, AcsHeaders.Action));
        Append(ref query, "&Format"u8, "json");
        Append(ref query, "&Version"u8, Value(message.Headers, AcsHeaders.Version));
        Append(ref query, "&Timestamp"u8, Iso8601(date));
        Append(ref query, "&SignatureNonce"u8, nonce);
        ReadOnlySpan<char> parameters = Query(address);
        if (!parameters.IsEmpty)
        {
            query.Append((byte)'&');
            query.Append(parameters);
        }

        if (key.SecurityToken is not null)
        {
            Append(ref query, "&SecurityToken"u8, key.SecurityToken);
        }

        Append(ref query, "&SignatureMethod"u8, HmacSha1);
        Append(ref query, "&SignatureVersion"u8, "1.0");
        Append(ref query, "&AccessKeyId"u8, key.AccessKeyId);
        string signature = RpcSignature.Sign(message.Method.Method.AsSpan(), query.ToString().AsSpan(), key.AccessKeySecret);
        Append(ref query, "&Signature"u8, signature);
        message.RequestUri = new Uri($"{address.GetLeftPart(UriPartial.Path)}?{query.ToString()}");
        query.Dispose();
    }

    private static Acs3Request Acs3(HttpRequestMessage message, HeaderField[] headers)
    {
        headers[0] = new HeaderField("host", message.Headers.Host ?? message.RequestUri!.Authority);
        Span<HeaderField> signed = headers.AsSpan(0, AcsHeadersOf(message, headers, 1));
        HeaderField.Sort(signed);
        return new Acs3Request(message.Method.Method.AsSpan(), Path(message.RequestUri!), Query(message.RequestUri!), signed, Acs3Signature.EmptyPayloadHash);
    }

    private static RoaRequest Roa(HttpRequestMessage message, HeaderField[] headers)
    {
        Span<HeaderField> signed = headers.AsSpan(0, AcsHeadersOf(message, headers, 0));
        HeaderField.Sort(signed);
        return new RoaRequest(message.Method.Method.AsSpan(), Path(message.RequestUri!), Query(message.RequestUri!), signed)
        {
            Accept = Value(message.Headers, "Accept"),
            Date = Value(message.Headers, "Date"),
        };
    }

    private static int AcsHeadersOf(HttpRequestMessage message, HeaderField[] headers, int count)
    {
        foreach (KeyValuePair<string, HeaderStringValues> header in message.Headers.NonValidated)
        {
            if (header.Key.StartsWith(AcsHeaders.Prefix, StringComparison.OrdinalIgnoreCase))
            {
                if (count == headers.Length)
                {
                    throw new HttpRequestException($"A request cannot carry more than {MaxHeaders} headers that begin with {AcsHeaders.Prefix}.");
                }

                headers[count++] = new HeaderField(header.Key, header.Value.ToString());
            }
        }

        return count;
    }

    private static void SetTemporaryKey(HttpRequestHeaders headers, EnsAccessKey key)
    {
        Set(headers, AcsHeaders.AccessKeyId, key.SecurityToken is null ? null : key.AccessKeyId);
        Set(headers, AcsHeaders.SecurityToken, key.SecurityToken);
    }

    private static void Set(HttpRequestHeaders headers, string name, string? value)
    {
        headers.Remove(name);
        if (value is not null)
        {
            headers.TryAddWithoutValidation(name, value);
        }
    }

    private static string Value(HttpRequestHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out HeaderStringValues values) ? values.ToString() : "";

    private static void Append(ref Utf8Buffer query, ReadOnlySpan<byte> name, string value)
    {
        query.Append(name);
        query.Append((byte)'=');
        query.AppendPercentEncoded(value.AsSpan());
    }

    private static string Iso8601(DateTimeOffset date) => date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static ReadOnlySpan<char> Path(Uri address) => address.AbsolutePath.AsSpan();

    private static ReadOnlySpan<char> Query(Uri address) => address.Query.AsSpan().TrimStart('?');
}
