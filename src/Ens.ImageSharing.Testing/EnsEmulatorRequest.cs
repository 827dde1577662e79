using Ens.ImageSharing.Testing.Requests;

namespace Ens.ImageSharing.Testing;

/// <summary>A request that the emulator received, with secrets masked.</summary>
public sealed class EnsEmulatorRequest
{
    internal EnsEmulatorRequest(ReceivedRequest received)
    {
        Method = received.Method;
        Action = received.Claim.Action;
        Headers = SecretMask.MaskHeaders(received);
        Parameters = SecretMask.MaskParameters(received);
        AccessKeyId = received.Claim.AccessKeyId;
        Nonce = received.Claim.Nonce;
        Date = received.Claim.Date;
    }

    /// <summary>The HTTP method.</summary>
    public string Method { get; }

    /// <summary>The operation, such as <c>DescribeImageSharePermission</c>; <see langword="null"/> if the request names none.</summary>
    public string? Action { get; }

    /// <summary>The headers, in the order of the request. Session tokens and signatures read <c>***</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; }

    /// <summary>
    /// The decoded parameters of the query and of a form body, in the order of the request. Session tokens and signatures read
    /// <c>***</c>.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; }

    /// <summary>The id of the access key that signed the request.</summary>
    public string? AccessKeyId { get; }

    /// <summary>The nonce.</summary>
    public string? Nonce { get; }

    /// <summary>The signed date.</summary>
    public DateTimeOffset? Date { get; }

    /// <summary>
    /// The HTTP status of the answer, or <see langword="null"/> if the connection was dropped or there is no answer yet.
    /// </summary>
    public int? StatusCode { get; internal set; }

    /// <summary>The error code of the answer, or <see langword="null"/> if it has none.</summary>
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
