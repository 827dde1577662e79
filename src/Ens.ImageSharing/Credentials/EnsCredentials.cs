using Ens.ImageSharing.Credentials;

namespace Ens.ImageSharing;

/// <summary>
/// Provides the access keys that sign requests. Derive from it, or use <see cref="FromCallback"/>, to bring keys from a source of your
/// own.
/// </summary>
/// <remarks>
/// <para>
/// Implementations must be thread-safe and fast: a key is requested before every attempt, so that a rotated key takes effect at once.
/// </para>
/// <para>The built-in credentials never show a secret in a string, in an error or in the debugger.</para>
/// </remarks>
public abstract partial class EnsCredentials
{
    /// <summary>Gets the key to sign the next request with.</summary>
    /// <param name="cancellationToken">Cancels the wait for the key.</param>
    /// <returns>The key.</returns>
    /// <exception cref="EnsAuthenticationException">There is no key. The message says where it was searched and what is wrong.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was canceled.</exception>
    public abstract ValueTask<EnsAccessKey> GetAccessKeyAsync(CancellationToken cancellationToken);

    /// <summary>Called when the service rejects a key as expired or unknown. A cached copy must be discarded.</summary>
    /// <param name="refused">The key that the service rejected. It may differ from the cached key, which must then be kept.</param>
    /// <remarks>
    /// The default does nothing, which is right for credentials that cache nothing. Credentials that wrap others should pass the call on.
    /// </remarks>
    public virtual void Invalidate(EnsAccessKey refused)
    {
    }

    /// <summary>Whether the credentials may block the thread that asks for a key, as those from outside this library may.</summary>
    internal virtual bool MayBlock => true;

    /// <summary>Gets the key, and tells a listener what happens to keys on the way.</summary>
    internal virtual ValueTask<EnsAccessKey> GetAccessKeyAsync(ICredentialListener? listener, CancellationToken cancellationToken) =>
        GetAccessKeyAsync(cancellationToken);
}
