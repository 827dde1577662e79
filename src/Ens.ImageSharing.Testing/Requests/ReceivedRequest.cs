using System.Text;
using Ens.ImageSharing.Testing.Requests.Schemes;

namespace Ens.ImageSharing.Testing.Requests;

/// <summary>A request as it was received, with its headers and parameters decoded.</summary>
internal sealed class ReceivedRequest
{
    private ReceivedRequest(HttpRequestMessage message, byte[] body)
    {
        Method = message.Method.Method;
        Path = message.RequestUri!.AbsolutePath;
        Body = body;
        Headers = AllHeaders(message);
        Query = Decode(message.RequestUri.Query.TrimStart('?'));
        Form = IsForm ? Decode(Encoding.UTF8.GetString(body)) : [];
        Scheme = SignatureScheme.Of(this);
        Claim = Scheme?.ReadClaim(this) ?? new SignatureClaim { Action = Header("x-acs-action"), Version = Header("x-acs-version") };
    }

    public string Method { get; }

    public string Path { get; }

    public byte[] Body { get; }

    public List<KeyValuePair<string, string>> Headers { get; }

    public List<KeyValuePair<string, string>> Query { get; }

    public List<KeyValuePair<string, string>> Form { get; }

    /// <summary>How the request is signed; <see langword="null"/> if it is not.</summary>
    public SignatureScheme? Scheme { get; }

    public SignatureClaim Claim { get; }

    private bool IsForm =>
        Header("Content-Type")?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true;

    public static async Task<ReceivedRequest> ReadAsync(HttpRequestMessage message)
    {
        byte[] body = [];
        if (message.Content is not null)
        {
            // Copied and not consumed: a handler above may send the same message again.
            using MemoryStream copy = new();
            await message.Content.CopyToAsync(copy).ConfigureAwait(false);
            body = copy.ToArray();
        }

        return new ReceivedRequest(message, body);
    }

    public string? Header(string name) => Find(Headers, name, StringComparison.OrdinalIgnoreCase);

    public string? Parameter(string name) => Find(Query, name, StringComparison.Ordinal) ?? Find(Form, name, StringComparison.Ordinal);

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
}
