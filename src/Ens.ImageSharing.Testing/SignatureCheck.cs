using System.Security.Cryptography;
using System.Text;
using Ens.ImageSharing.Signing;
using Ens.ImageSharing.Text;

namespace Ens.ImageSharing.Testing;

/// <summary>Signs a received request again, as the gateway does, and compares.</summary>
internal static class SignatureCheck
{
    /// <summary>Refuses a request whose signature is incomplete or not that of the secret.</summary>
    public static Refusal? Check(ReceivedRequest request, string secret)
    {
        if (!IsComplete(request))
        {
            return Refusal.IncompleteSignature;
        }

        (string expected, string stringToSign) = Sign(request, secret);
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(request.Signature!))
            ? null
            : Refusal.SignatureDoesNotMatch(stringToSign);
    }

    private static bool IsComplete(ReceivedRequest request)
    {
        if (string.IsNullOrEmpty(request.AccessKeyId) || string.IsNullOrEmpty(request.Signature) || string.IsNullOrEmpty(request.Nonce) || string.IsNullOrEmpty(request.DateText))
        {
            return false;
        }

        switch (request.Scheme)
        {
            case SignatureScheme.Acs3:
                string[] signed = request.SignedHeaders;
                return request.Header("x-acs-content-sha256") == Acs3Signature.HashPayload(request.Body)
                    && request.Headers.TrueForAll(header => !MustBeSigned(header.Key) || signed.Contains(header.Key.ToLowerInvariant(), StringComparer.Ordinal))
                    && Array.TrueForAll(signed, name => request.Header(name) is not null);
            case SignatureScheme.Rpc:
                return request.Parameter("SignatureMethod") == "HMAC-SHA1" && request.Parameter("SignatureVersion") == "1.0";
            default:
                return request.Header("x-acs-signature-method") == "HMAC-SHA1" && request.Header("x-acs-signature-version") == "1.0";
        }
    }

    private static bool MustBeSigned(string name) =>
        name.StartsWith("x-acs-", StringComparison.OrdinalIgnoreCase)
        || name.Equals("host", StringComparison.OrdinalIgnoreCase)
        || name.Equals("content-type", StringComparison.OrdinalIgnoreCase);

    private static (string Signature, string StringToSign) Sign(ReceivedRequest request, string secret)
    {
        switch (request.Scheme)
        {
            case SignatureScheme.Acs3:
                HeaderField[] headers = [.. request.SignedHeaders.Select(name => new HeaderField(name, request.Header(name)!))];
                HeaderField.Sort(headers);
                string query = Encode(request.Query);
                Acs3Request acs3 = new(request.Method.AsSpan(), request.Path.AsSpan(), query.AsSpan(), headers, Acs3Signature.HashPayload(request.Body));
                string authorization = Acs3Signature.Authorize(acs3, request.AccessKeyId!, secret);
                return (authorization[(authorization.LastIndexOf('=') + 1)..], Acs3Signature.StringToSign(acs3));
            case SignatureScheme.Rpc:
                string parameters = Encode(request.Query.Concat(request.Form).Where(parameter => parameter.Key != "Signature"));
                return (RpcSignature.Sign(request.Method.AsSpan(), parameters.AsSpan(), secret), RpcSignature.StringToSign(request.Method.AsSpan(), parameters.AsSpan()));
            default:
                HeaderField[] acsHeaders = [.. request.Headers.Where(header => header.Key.StartsWith("x-acs-", StringComparison.OrdinalIgnoreCase)).Select(header => new HeaderField(header.Key, header.Value))];
                HeaderField.Sort(acsHeaders);
                string resource = Encode(request.Query);
                RoaRequest roa = new(request.Method.AsSpan(), request.Path.AsSpan(), resource.AsSpan(), acsHeaders)
                {
                    Accept = request.Header("Accept") ?? "",
                    ContentMd5 = request.Header("Content-MD5") ?? "",
                    ContentType = request.Header("Content-Type") ?? "",
                    Date = request.Header("Date") ?? "",
                };
                return (RoaSignature.Sign(roa, secret), RoaSignature.StringToSign(roa));
        }
    }

    /// <summary>What was received, encoded anew: so a client's own way to encode does not matter, as it does not at the gateway.</summary>
    private static string Encode(IEnumerable<KeyValuePair<string, string>> parameters)
    {
        Utf8Buffer text = new(stackalloc byte[512]);
        foreach (KeyValuePair<string, string> parameter in parameters)
        {
            text.Append((byte)'&');
            text.AppendPercentEncoded(parameter.Key.AsSpan());
            text.Append((byte)'=');
            text.AppendPercentEncoded(parameter.Value.AsSpan());
        }

        string encoded = text.ToString();
        text.Dispose();
        return encoded;
    }
}
