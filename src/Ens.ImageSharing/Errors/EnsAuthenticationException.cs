namespace Ens.ImageSharing;

/// <summary>The service does not accept who is calling: the key, its session token, the signature or the clock is wrong, or there is no key.</summary>
/// <remarks>Codes such as <c>SignatureDoesNotMatch</c>, <c>InvalidAccessKeyId.*</c>, <c>InvalidSecurityToken.*</c> and <c>InvalidTimeStamp.*</c>. Without a <see cref="EnsException.StatusCode"/> nothing was sent, because the credentials gave no key.</remarks>
public sealed class EnsAuthenticationException : EnsException
{
    /// <inheritdoc/>
    public EnsAuthenticationException()
    {
    }

    /// <inheritdoc/>
    public EnsAuthenticationException(string? message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public EnsAuthenticationException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal EnsAuthenticationException(string message, ErrorDetails details)
        : base(message, details)
    {
    }

    /// <summary>Whether no credentials are set up at all, anywhere they were looked for: for a program that can do without, such as one that falls back to an emulator.</summary>
    /// <value><see langword="false"/> by default, and as soon as anything is set up, be it wrongly.</value>
    public bool IsUnconfigured { get; init; }

    /// <summary>A source of credentials is not set up at all.</summary>
    internal static EnsAuthenticationException Unconfigured(string reason) => new(reason) { IsUnconfigured = true };
}
