using System.Text;
using System.Text.Json;
using Ens.ImageSharing.Signing;
using Ens.ImageSharing.Text;

namespace Ens.ImageSharing.Tests.Signing;

/// <summary>One request with the signature that it must get.</summary>
public sealed class SignatureVector(JsonElement json)
{
    public string Scheme => json.GetProperty("scheme").GetString()!;

    public string Secret => json.GetProperty("accessKeySecret").GetString()!;

    public string AccessKeyId => Text("accessKeyId");

    public string Method => Text("method");

    public string Path => Text("path");

    /// <summary>Whether the vector is about the key and a given text only.</summary>
    public bool IsStringToSign => json.TryGetProperty("inputIsStringToSign", out JsonElement flag) && flag.GetBoolean();

    public byte[] Body => Encoding.UTF8.GetBytes(Text("body"));

    public string Query => Encode(Pairs("query"));

    public string Parameters => Encode(Pairs("query").Concat(Pairs("form")));

    /// <summary>The text that is expected under a name; <see langword="null"/> if the vector does not say.</summary>
    public string? Expected(string name) => json.GetProperty("expected").TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    public string Header(string name) =>
        Pairs("headers").FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value ?? "";

    internal HeaderField[] HeadersBeginningWith(params string[] prefixes)
    {
        HeaderField[] headers = [.. Pairs("headers")
            .Where(header => prefixes.Any(prefix => header.Key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            .Select(header => new HeaderField(header.Key, header.Value))];
        HeaderField.Sort(headers);
        return headers;
    }

    private static string Encode(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        Utf8Buffer text = new(stackalloc byte[64]);
        foreach (KeyValuePair<string, string> pair in pairs)
        {
            text.Append("&"u8);
            text.AppendPercentEncoded(pair.Key.AsSpan());
            text.Append("="u8);
            text.AppendPercentEncoded(pair.Value.AsSpan());
        }

        string query = text.ToString();
        text.Dispose();
        return query;
    }

    private string Text(string name) => json.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? "" : "";

    /// <summary>A parameter that is null is not sent.</summary>
    private IEnumerable<KeyValuePair<string, string>> Pairs(string name) =>
        json.TryGetProperty(name, out JsonElement map) && map.ValueKind == JsonValueKind.Object
            ? map.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null).Select(member => new KeyValuePair<string, string>(member.Name, member.Value.ToString()))
            : [];
}
