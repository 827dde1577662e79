namespace Ens.ImageSharing.Testing;

/// <summary>A request that the emulator received, with secrets masked.</summary>
public sealed class EnsEmulatorRequest
{
    internal EnsEmulatorRequest(ReceivedRequest received)
    {
        Method = received.Method;
        Headers = received.MaskedHeaders();
        Parameters = received.MaskedParameters();
        AccessKeyId = received.AccessKeyId;
        Nonce = received.Nonce;
        Date = received.Date;
    }

    /// <summary>The HTTP method.</summary>
    public string Method { get; }

    /// <summary>The headers, in the order they came in. Session tokens and signatures read <c>***</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; }

    /// <summary>The parameters of the query and of a form body, decoded, in the order they came in. Session tokens and signatures read <c>***</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; }

    /// <summary>The id of the key that signed.</summary>
    public string? AccessKeyId { get; }

    /// <summary>The nonce.</summary>
    public string? Nonce { get; }

    /// <summary>The date that was signed.</summary>
    public DateTimeOffset? Date { get; }

    /// <summary>What the emulator answered with: the HTTP status, or <see langword="null"/> if it dropped the connection or has not answered yet.</summary>
    public int? StatusCode { get; internal set; }

    /// <summary>The error code of the answer; <see langword="null"/> if it was a page.</summary>
    public string? ErrorCode { get; internal set; }

    /// <summary>A parameter's value.</summary>
    /// <param name="name">The name, such as <c>PageNumber</c>.</param>
    /// <returns>The value, or <see langword="null"/> if the parameter was not sent.</returns>
    public string? Parameter(string name) => Find(Parameters, name, StringComparison.Ordinal);

    /// <summary>A header's value.</summary>
    /// <param name="name">The name, in any letter case.</param>
    /// <returns>The value, or <see langword="null"/> if the header was not sent.</returns>
    public string? Header(string name) => Find(Headers, name, StringComparison.OrdinalIgnoreCase);

    private static string? Find(IReadOnlyList<KeyValuePair<string, string>> pairs, string name, StringComparison comparison)
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
