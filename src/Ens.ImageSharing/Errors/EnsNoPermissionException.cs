namespace Ens.ImageSharing;

/// <summary>The key may not do this: it lacks the RAM permission <c>ens:DescribeImageSharePermission</c>, or a policy denies it.</summary>
/// <remarks>Code <c>NoPermission</c> (with HTTP status 400 on this operation) or <c>Forbidden.*</c>.</remarks>
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

    internal EnsNoPermissionException(string message, ErrorDetails details, EnsAccessDeniedDetail? accessDeniedDetail)
        : base(message, details) =>
        AccessDeniedDetail = accessDeniedDetail;

    /// <summary>Which policy denied what to whom.</summary>
    /// <value><see langword="null"/> if the service does not say.</value>
    public EnsAccessDeniedDetail? AccessDeniedDetail { get; init; }
}
