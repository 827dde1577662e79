using System.Security.Cryptography;
using System.Text;

namespace Ens.ImageSharing.Tests.Signing;

/// <summary>The three schemes once more, word by word from their documents and without a thought for speed: the yardstick for the library's own.</summary>
internal static class NaiveSigner
{
    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";

    public static string Encode(string text)
    {
        StringBuilder encoded = new();
        foreach (byte value in Encoding.UTF8.GetBytes(text))
        {
            encoded.Append(Unreserved.Contains((char)value, StringComparison.Ordinal) ? ((char)value).ToString() : "%" + Convert.ToHexString([value]));
        }

        return encoded.ToString();
    }

    public static string Query(IEnumerable<KeyValuePair<string, string>> parameters) =>
        string.Join("&", parameters.Select(parameter => Encode(parameter.Key) + "=" + Encode(parameter.Value)));

    public static string Acs3CanonicalRequest(string method, string path, IReadOnlyDictionary<string, string> parameters, IReadOnlyDictionary<string, string> headers, byte[] body)
    {
        (string Name, string Value)[] signed = [.. headers
            .Select(header => (Name: header.Key.ToLowerInvariant(), Value: header.Value.Trim()))
            .OrderBy(header => header.Name, StringComparer.Ordinal)];
        return string.Join("\n",
            method,
            path,
            Query(Sorted(parameters)),
            string.Concat(signed.Select(header => header.Name + ":" + header.Value + "\n")),
            string.Join(";", signed.Select(header => header.Name)),
            Convert.ToHexStringLower(SHA256.HashData(body)));
    }

    public static string Acs3Signature(string canonicalRequest, string secret)
    {
        string stringToSign = "ACS3-HMAC-SHA256\n" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonicalRequest)));
        return Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(stringToSign)));
    }

    public static string RpcSignature(string method, IReadOnlyDictionary<string, string> parameters, string secret)
    {
        string stringToSign = method + "&" + Encode("/") + "&" + Encode(Query(Sorted(parameters)));
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret + "&"), Encoding.UTF8.GetBytes(stringToSign)));
    }

    public static string RoaSignature(string method, string accept, string date, string path, IReadOnlyDictionary<string, string> parameters, IReadOnlyDictionary<string, string> headers, string secret)
    {
        StringBuilder stringToSign = new();
        stringToSign.Append(method).Append('\n').Append(accept).Append("\n\n\n").Append(date).Append('\n');
        foreach ((string name, string value) in headers.Select(header => (header.Key.ToLowerInvariant(), header.Value.Trim())).OrderBy(header => header.Item1, StringComparer.Ordinal))
        {
            stringToSign.Append(name).Append(':').Append(value).Append('\n');
        }

        stringToSign.Append(path);
        string resource = string.Join("&", Sorted(parameters).Select(parameter => parameter.Value.Length == 0 ? parameter.Key : parameter.Key + "=" + parameter.Value));
        stringToSign.Append(parameters.Count == 0 ? "" : "?" + resource);
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(stringToSign.ToString())));
    }

    private static IEnumerable<KeyValuePair<string, string>> Sorted(IReadOnlyDictionary<string, string> parameters) =>
        parameters.OrderBy(parameter => parameter.Key, StringComparer.Ordinal);
}
