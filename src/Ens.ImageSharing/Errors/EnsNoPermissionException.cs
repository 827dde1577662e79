using Ens.ImageSharing.Errors;

namespace Ens.ImageSharing;

/// <summary>The access key lacks the RAM permission that the operation needs, or a policy denies the call.</summary>
/// <remarks>Error code <c>NoPermission</c> (with HTTP status 400 for the operations of ENS) or <c>Forbidden.*</c>.</remarks>
public sealed class EnsNoPermissionException : EnsException
{
    /// <inheritdoc/>
    public EnsNoPermissionException()
    {
    }

    /// <inheritdoc/>
    public EnsNoPermissionException(string? message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public EnsNoPermissionException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal EnsNoPermissionException(string message, ErrorFacts facts)
        : base(message, facts) =>
        AccessDeniedDetail = facts.AccessDeniedDetail;

    /// <summary>Which policy denied the call, and to whom.</summary>
    /// <value><see langword="null"/> if the service does not say.</value>
    public EnsAccessDeniedDetail? AccessDeniedDetail { get; init; }
}
