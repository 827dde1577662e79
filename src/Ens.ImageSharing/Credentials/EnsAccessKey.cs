using System.Diagnostics;

namespace Ens.ImageSharing;

/// <summary>An access key: who calls, and the secret that signs the call.</summary>
/// <remarks>Immutable and thread-safe. Neither <see cref="ToString"/> nor the debugger shows the secret or the session token.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
[DebuggerTypeProxy(typeof(DebuggerView))]
public sealed class EnsAccessKey
{
    /// <summary>Creates an access key.</summary>
    /// <param name="accessKeyId">The id of the key.</param>
    /// <param name="accessKeySecret">The secret of the key.</param>
    /// <param name="securityToken">The session token of a temporary key from STS; <see langword="null"/> for a permanent key.</param>
    /// <param name="expiresAt">When a temporary key stops working; <see langword="null"/> if that is never or unknown.</param>
    /// <exception cref="ArgumentException">
    /// The id, the secret or the token is empty or white space, or holds a character that cannot be in one, such as a line break or a blank. The message never shows the value.
    /// </exception>
    public EnsAccessKey(string accessKeyId, string accessKeySecret, string? securityToken = null, DateTimeOffset? expiresAt = null)
    {
        AccessKeyId = Checked(accessKeyId, nameof(accessKeyId));
        AccessKeySecret = Checked(accessKeySecret, nameof(accessKeySecret));
        SecurityToken = securityToken is null ? null : Checked(securityToken, nameof(securityToken));
        ExpiresAt = expiresAt;
    }

    /// <summary>The ID of the access key. It identifies the key and is not a secret.</summary>
    public string AccessKeyId { get; }

    internal string AccessKeySecret { get; }

    internal string? SecurityToken { get; }

    /// <summary>When a temporary key expires.</summary>
    /// <value><see langword="null"/> if the key does not expire, or if the time is unknown.</value>
    public DateTimeOffset? ExpiresAt { get; }

    /// <summary>Whether both sign alike.</summary>
    internal bool IsSameAs(EnsAccessKey other) => AccessKeyId == other.AccessKeyId && AccessKeySecret == other.AccessKeySecret && SecurityToken == other.SecurityToken;

    /// <summary>The first characters of the key's id, enough to tell one key from another.</summary>
    /// <returns>Such as <c>LTAI5t…</c>; never the secret or the token.</returns>
    public override string ToString() => AccessKeyId.Length <= 8 ? AccessKeyId[..Math.Min(2, AccessKeyId.Length)] + "…" : AccessKeyId[..6] + "…";

    /// <summary>Refuses what a header cannot carry: a stray line break from a file is the usual mistake, and a confusing one further down.</summary>
    private static string Checked(string value, string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value, name);
        foreach (char character in value)
        {
            if (character is <= ' ' or > '~')
            {
                throw new ArgumentException("The value contains a blank, a line break or another character that cannot be part of it.", name);
            }
        }

        return value;
    }

    private sealed class DebuggerView(EnsAccessKey key)
    {
        public string AccessKey { get; } = key.ToString();

        public bool HasSecurityToken { get; } = key.SecurityToken is not null;

        /// <summary>When a temporary key expires.</summary>
    /// <value><see langword="null"/> if the key does not expire, or if the time is unknown.</value>
    public DateTimeOffset? ExpiresAt { get; } = key.ExpiresAt;
    }
}
