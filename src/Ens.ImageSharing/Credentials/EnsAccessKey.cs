using System.Diagnostics;

namespace Ens.ImageSharing;

/// <summary>An access key: the id that identifies the caller, and the secret that signs requests.</summary>
/// <remarks>
/// Immutable and thread-safe. The secret and the session token are not readable, and neither <see cref="ToString"/> nor the debugger shows
/// them.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
[DebuggerTypeProxy(typeof(DebuggerView))]
public sealed class EnsAccessKey
{
    /// <summary>Creates an access key.</summary>
    /// <param name="accessKeyId">The id of the key.</param>
    /// <param name="accessKeySecret">The secret of the key.</param>
    /// <param name="securityToken">The session token of a temporary key from STS, or <see langword="null"/> for a permanent key.</param>
    /// <param name="expiresAt">When a temporary key expires, or <see langword="null"/> if it never expires or the time is unknown.</param>
    /// <exception cref="ArgumentException">
    /// The id, the secret or the token is empty, or contains a space, a line break or another character outside printable ASCII.
    /// The message never contains the value.
    /// </exception>
    public EnsAccessKey(string accessKeyId, string accessKeySecret, string? securityToken = null, DateTimeOffset? expiresAt = null)
    {
        AccessKeyId = RequireHeaderSafe(accessKeyId, nameof(accessKeyId));
        AccessKeySecret = RequireHeaderSafe(accessKeySecret, nameof(accessKeySecret));
        SecurityToken = securityToken is null ? null : RequireHeaderSafe(securityToken, nameof(securityToken));
        ExpiresAt = expiresAt;
    }

    private EnsAccessKey(EnsAccessKey key, string source)
    {
        AccessKeyId = key.AccessKeyId;
        AccessKeySecret = key.AccessKeySecret;
        SecurityToken = key.SecurityToken;
        ExpiresAt = key.ExpiresAt;
        Source = source;
    }

    /// <summary>The id of the key. It identifies the caller and is not a secret.</summary>
    public string AccessKeyId { get; }

    /// <summary>When the key expires.</summary>
    /// <value><see langword="null"/> if the key never expires or the time is unknown.</value>
    public DateTimeOffset? ExpiresAt { get; }

    internal string AccessKeySecret { get; }

    internal string? SecurityToken { get; }

    /// <summary>The source that gave the key, for logs and messages; <see langword="null"/> if none of the built-in sources did.</summary>
    internal string? Source { get; }

    internal EnsAccessKey WithSource(string source) => new(this, source);

    /// <summary>Whether both keys sign the same way.</summary>
    internal bool IsSameAs(EnsAccessKey other) =>
        AccessKeyId == other.AccessKeyId && AccessKeySecret == other.AccessKeySecret && SecurityToken == other.SecurityToken;

    /// <summary>Returns the first characters of the key's id, enough to tell one key from another.</summary>
    /// <returns>For example <c>LTAI5t…</c>; never the secret or the token.</returns>
    public override string ToString() =>
        AccessKeyId.Length <= 8 ? AccessKeyId[..Math.Min(2, AccessKeyId.Length)] + "…" : AccessKeyId[..6] + "…";

    /// <summary>
    /// Refuses what a header cannot carry. The usual mistake is a line break from a file, which is hard to find later on.
    /// </summary>
    private static string RequireHeaderSafe(string value, string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value, name);
        if (value.AsSpan().IndexOfAnyExceptInRange('!', '~') >= 0)
        {
            throw new ArgumentException(
                "The value contains a space, a line break or another character that is not printable ASCII.", name);
        }

        return value;
    }

    private sealed class DebuggerView(EnsAccessKey key)
    {
        public string AccessKey { get; } = key.ToString();

        public bool HasSecurityToken { get; } = key.SecurityToken is not null;

        public DateTimeOffset? ExpiresAt { get; } = key.ExpiresAt;
    }
}
