using Ens.ImageSharing.Testing.Requests;

namespace Ens.ImageSharing.Testing;

/// <summary>A request that the emulator received. Secrets are masked.</summary>
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

    /// <summary>The operation, such as <c>DescribeImageSharePermission</c>.</summary>
    /// <value><see langword="null"/> if the request does not name an operation.</value>
    public string? Action { get; }

    /// <summary>The headers, in the order of the request. Session tokens and signatures are replaced by <c>***</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; }

    /// <summary>
    /// The decoded parameters of the query and of a form body, in the order of the request. Session tokens and signatures are replaced
    /// by <c>***</c>.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; }

    /// <summary>The ID of the access key that the request is signed with.</summary>
    /// <value><see langword="null"/> if the request does not contain one.</value>
    public string? AccessKeyId { get; }

    /// <summary>The nonce of the signature.</summary>
    /// <value><see langword="null"/> if the request does not contain one.</value>
    public string? Nonce { get; }

    /// <summary>The date of the signature.</summary>
    /// <value><see langword="null"/> if the request does not contain one that can be read.</value>
    public DateTimeOffset? Date { get; }

    /// <summary>The HTTP status of the response.</summary>
    /// <value><see langword="null"/> if the connection was dropped, or if there is no response yet.</value>
    public int? StatusCode { get; internal set; }

    /// <summary>The error code of the response.</summary>
    /// <value><see langword="null"/> if the response has none.</value>
    public string? ErrorCode { get; internal set; }

    /// <summary>Gets the value of a parameter.</summary>
    /// <param name="name">The name of the parameter, such as <c>PageNumber</c>.</param>
    /// <returns>The value, or <see langword="null"/> if the parameter was not sent.</returns>
    public string? Parameter(string name) => Find(Parameters, name, StringComparison.Ordinal);

    /// <summary>Gets the value of a header.</summary>
    /// <param name="name">The name of the header, in any letter case.</param>
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
