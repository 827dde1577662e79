using System.Text;
using Ens.ImageSharing.Signing;
using Ens.ImageSharing.Text;

namespace Ens.ImageSharing.Transport;

/// <summary>The RPC signature, version 1.0: everything in the URL.</summary>
internal class RpcScheme : SignatureScheme
{
    private const string FormType = "application/x-www-form-urlencoded";

    public override ReadOnlyMemory<char> Sign(HttpRequestMessage message, EnsAccessKey? key, in Stamp stamp)
    {
        Utf8Buffer query = new(stackalloc byte[1024]);
        AppendCommon(ref query, message, stamp);
        query.AppendParameter("SecurityToken"u8, key!.SecurityToken);
        query.AppendParameter("SignatureMethod"u8, HmacSha1);
        query.AppendParameter("SignatureVersion"u8, "1.0");
        query.AppendParameter("AccessKeyId"u8, key.AccessKeyId);
        string parameters = WithForm(query.ToString(), message, stamp.Body);
        string signature = RpcSignature.Sign(message.Method.Method.AsSpan(), parameters.AsSpan(), key.AccessKeySecret);
        query.AppendParameter("Signature"u8, signature);
        SetQuery(message, query.ToString());
        query.Dispose();
        return signature.AsMemory();
    }

    public override IReadOnlyList<string> SignedTexts(HttpRequestMessage message)
    {
        string query = Query(message.RequestUri!).ToString();
        int signature = query.LastIndexOf("&Signature=", StringComparison.Ordinal);
        return [RpcSignature.StringToSign(message.Method.Method.AsSpan(), query.AsSpan(0, signature < 0 ? query.Length : signature))];
    }

    protected static void AppendCommon(ref Utf8Buffer query, HttpRequestMessage message, in Stamp stamp)
    {
        query.AppendParameter("Action"u8, Value(message.Headers, AcsHeaders.Action));
        query.AppendParameter("Format"u8, "json");
        query.AppendParameter("Version"u8, Value(message.Headers, AcsHeaders.Version));
        query.AppendParameter("Timestamp"u8, Iso8601.Format(stamp.Date));
        query.AppendParameter("SignatureNonce"u8, stamp.Nonce);
        ReadOnlySpan<char> parameters = Query(message.RequestUri!);
        if (!parameters.IsEmpty)
        {
            query.Append((byte)'&');
            query.Append(parameters);
        }
    }

    protected static void SetQuery(HttpRequestMessage message, string query) =>
        message.RequestUri = new Uri($"{message.RequestUri!.GetLeftPart(UriPartial.Path)}?{query}");

    /// <summary>The parameters of a form body are signed as if they stood in the query.</summary>
    private static string WithForm(string parameters, HttpRequestMessage message, byte[] body) =>
        body.Length > 0 && ContentType(message).StartsWith(FormType, StringComparison.OrdinalIgnoreCase)
            ? parameters + "&" + Encoding.UTF8.GetString(body)
            : parameters;
}
