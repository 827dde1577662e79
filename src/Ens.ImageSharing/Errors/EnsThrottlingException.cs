using Ens.ImageSharing.Errors;

namespace Ens.ImageSharing;

/// <summary>The service refused the call because there were too many calls.</summary>
/// <remarks>
/// Error code <c>Throttling</c>, <c>Throttling.*</c> or <c>Rejected.Throttling</c>, HTTP status 429, or an otherwise unknown error with the
/// header <c>x-acs-retry-after</c>.
/// </remarks>
public sealed class EnsThrottlingException : EnsException
{
    /// <inheritdoc/>
    public EnsThrottlingException()
    {
    }

    /// <inheritdoc/>
    public EnsThrottlingException(string? message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public EnsThrottlingException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal EnsThrottlingException(string message, ErrorFacts facts)
        : base(message, facts) =>
        RetryAfter = facts.RetryAfter;

    /// <summary>How long the service asks to wait.</summary>
    /// <value>
    /// From the header <c>x-acs-retry-after</c> (in milliseconds), or from <c>Retry-After</c>; <see langword="null"/> if the service does
    /// not say.
    /// </value>
    public TimeSpan? RetryAfter { get; init; }
}
