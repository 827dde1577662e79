using System.Globalization;
using Ens.ImageSharing.Signing;

namespace Ens.ImageSharing.Testing;

/// <summary>A request as it came in, taken apart: whatever scheme, method or place its parameters came in.</summary>
internal sealed class ReceivedRequest
{
    private const string Mask = "***";
    private const string RoaPrefix = "acs ";

    private static readonly string[] DateFormats = ["yyyy-MM-dd'T'HH:mm:ss'Z'"];

    private ReceivedRequest(HttpRequestMessage message, byte[] body)
    {
        Method = message.Method.Method;
        Path = message.RequestUri!.AbsolutePath;
        Body = body;
        Headers = AllHeaders(message);
        Query = Decode(message.RequestUri.Query.TrimStart('?'));
        Form = IsForm ? Decode(System.Text.Encoding.UTF8.GetString(body)) : [];
        string authorization = Header("Authorization") ?? "";
        Scheme = authorization.StartsWith(Acs3Signature.Algorithm, StringComparison.Ordinal) ? SignatureScheme.Acs3
            : authorization.StartsWith(RoaPrefix, StringComparison.Ordinal) ? SignatureScheme.Roa
            : Parameter("Signature") is not null ? SignatureScheme.Rpc
            : SignatureScheme.None;
    }

    public string Method { get; }

    public string Path { get; }

    public byte[] Body { get; }

    public SignatureScheme Scheme { get; }

    public List<KeyValuePair<string, string>> Headers { get; }

    public List<KeyValuePair<string, string>> Query { get; }

    public List<KeyValuePair<string, string>> Form { get; }

    public string? AccessKeyId => Scheme switch
    {
        SignatureScheme.Acs3 => AuthorizationPart("Credential="),
        SignatureScheme.Roa => RoaParts()[0],
        _ => Parameter("AccessKeyId"),
    };

    public string? Signature => Scheme switch
    {
        SignatureScheme.Acs3 => AuthorizationPart("Signature="),
        SignatureScheme.Roa => RoaParts() is [_, { } signature] ? signature : null,
        _ => Parameter("Signature"),
    };

    public string? SecurityToken => Scheme == SignatureScheme.Rpc ? Parameter("SecurityToken") : Header("x-acs-security-token");

    public string? Nonce => Scheme == SignatureScheme.Rpc ? Parameter("SignatureNonce") : Header("x-acs-signature-nonce");

    public string? Action => Scheme == SignatureScheme.Rpc ? Parameter("Action") : Header("x-acs-action");

    public string? Version => Scheme == SignatureScheme.Rpc ? Parameter("Version") : Header("x-acs-version");

    public string? DateText => Scheme switch
    {
        SignatureScheme.Rpc => Parameter("Timestamp"),
        SignatureScheme.Roa => Header("Date"),
        _ => Header("x-acs-date"),
    };

    public DateTimeOffset? Date =>
        DateTimeOffset.TryParseExact(DateText, Scheme == SignatureScheme.Roa ? ["r"] : DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date) ? date : null;

    /// <summary>The names that an ACS3 authorization lists as signed.</summary>
    public string[] SignedHeaders => AuthorizationPart("SignedHeaders=")?.Split(';') ?? [];

    private bool IsForm => Header("Content-Type")?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true;

    public static async Task<ReceivedRequest> ReadAsync(HttpRequestMessage message)
    {
        byte[] body = [];
        if (message.Content is not null)
        {
            // Copied, not taken: a handler above may send the same message again.
            using MemoryStream copy = new();
            await message.Content.CopyToAsync(copy).ConfigureAwait(false);
            body = copy.ToArray();
        }

        return new ReceivedRequest(message, body);
    }

    public string? Header(string name) => Find(Headers, name, StringComparison.OrdinalIgnoreCase);

    public string? Parameter(string name) => Find(Query, name, StringComparison.Ordinal) ?? Find(Form, name, StringComparison.Ordinal);

    public List<KeyValuePair<string, string>> MaskedHeaders() =>
        Headers.ConvertAll(header => header.Key.ToUpperInvariant() switch
        {
            "X-ACS-SECURITY-TOKEN" => new(header.Key, Mask),
            "AUTHORIZATION" => new(header.Key, Signature is { Length: > 0 } signature ? header.Value.Replace(signature, Mask) : Mask),
            _ => header,
        });

    public List<KeyValuePair<string, string>> MaskedParameters() =>
        [.. Query.Concat(Form).Select(parameter => parameter.Key is "Signature" or "SecurityToken" ? new(parameter.Key, Mask) : parameter)];

    private static List<KeyValuePair<string, string>> AllHeaders(HttpRequestMessage message)
    {
        List<KeyValuePair<string, string>> headers = [];
        if (message.Headers.Host is null)
        {
            headers.Add(new("Host", message.RequestUri!.Authority));
        }

        foreach (var header in message.Headers.NonValidated)
        {
            headers.Add(new(header.Key, header.Value.ToString()));
        }

        if (message.Content is not null)
        {
            foreach (KeyValuePair<string, IEnumerable<string>> header in message.Content.Headers)
            {
                headers.Add(new(header.Key, string.Join(", ", header.Value)));
            }
        }

        return headers;
    }

    private static List<KeyValuePair<string, string>> Decode(string encoded)
    {
        List<KeyValuePair<string, string>> pairs = [];
        foreach (string pair in encoded.Split(['&'], StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = pair.IndexOf('=');
            pairs.Add(equals < 0
                ? new(DecodeText(pair), "")
                : new(DecodeText(pair[..equals]), DecodeText(pair[(equals + 1)..])));
        }

        return pairs;
    }

    private static string DecodeText(string encoded) => Uri.UnescapeDataString(encoded.Replace('+', ' '));

    private static string? Find(List<KeyValuePair<string, string>> pairs, string name, StringComparison comparison)
    {
        foreach (KeyValuePair<string, string> pair in pairs)
        {
            if (string.Equals(pair.Key, name, comparison))
            {
                return pair.Value;
            }
        }

        return null;
    }

    private string? AuthorizationPart(string name)
    {
        string authorization = (Header("Authorization") ?? "")[Acs3Signature.Algorithm.Length..];
        foreach (string part in authorization.Split(','))
        {
            string trimmed = part.Trim();
            if (trimmed.StartsWith(name, StringComparison.Ordinal) && trimmed.Length > name.Length)
            {
                return trimmed[name.Length..];
            }
        }

        return null;
    }

    private string[] RoaParts() => (Header("Authorization") ?? RoaPrefix)[RoaPrefix.Length..].Split(':');
}
