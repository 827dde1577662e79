using Ens.ImageSharing.Credentials;

namespace Ens.ImageSharing;

/// <summary>Where access keys come from. Derive from it to bring keys from anywhere.</summary>
/// <remarks>
/// <para>An implementation must be thread-safe and quick: it is asked before every attempt, so that a key that was rotated is used at once.</para>
/// <para>No credentials show a secret in a string, an error or the debugger.</para>
/// </remarks>
public abstract partial class EnsCredentials
{
    /// <summary>Gives the key to sign the next request with.</summary>
    /// <param name="cancellationToken">Ends the wait for the key.</param>
    /// <returns>The key.</returns>
    /// <exception cref="EnsAuthenticationException">There is no key; the message says where it was looked for.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public abstract ValueTask<EnsAccessKey> GetAccessKeyAsync(CancellationToken cancellationToken);

    /// <summary>Told that the service refused a key as expired: if it is remembered, it is to be forgotten.</summary>
    public virtual void Invalidate(EnsAccessKey refused)
    {
    }

    /// <summary>A key that never changes.</summary>
    /// <param name="accessKeyId">The id of the key.</param>
    /// <param name="accessKeySecret">The secret of the key.</param>
    /// <param name="securityToken">The session token of a temporary key from STS; <see langword="null"/> for a permanent key.</param>
    /// <returns>Credentials that always give this key.</returns>
    /// <exception cref="ArgumentException">The id, the secret or the token is empty or cannot be one. The message never shows the value.</exception>
    public static EnsCredentials FromAccessKey(string accessKeyId, string accessKeySecret, string? securityToken = null) =>
        new FixedCredentials(new EnsAccessKey(accessKeyId, accessKeySecret, securityToken));
}
