using Ens.ImageSharing.Errors;

namespace Ens.ImageSharing;

/// <summary>
/// The service does not accept the caller: the access key, session token, signature or clock is wrong, or there is no access key.
/// </summary>
/// <remarks>
/// Error codes such as <c>SignatureDoesNotMatch</c>, <c>InvalidAccessKeyId.*</c>, <c>InvalidSecurityToken.*</c> and
/// <c>InvalidTimeStamp.*</c>. Without a <see cref="EnsException.StatusCode"/> nothing was sent, because no access key could be obtained.
/// </remarks>
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

    internal EnsAuthenticationException(string message, ErrorFacts facts)
        : base(message, facts)
    {
    }

    /// <summary>
    /// Whether no credentials were configured in any of the places searched. Lets a program fall back, for example to an emulator.
    /// </summary>
    /// <value><see langword="false"/> if any source was configured, even incorrectly. The default is <see langword="false"/>.</value>
    public bool IsUnconfigured { get; init; }

    /// <summary>A source of credentials is not set up at all.</summary>
    internal static EnsAuthenticationException Unconfigured(string reason) => new(reason) { IsUnconfigured = true };
}
