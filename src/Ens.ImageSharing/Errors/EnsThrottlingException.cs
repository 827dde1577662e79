namespace Ens.ImageSharing;

/// <summary>Too many calls: the service asks for a pause.</summary>
/// <remarks>Code <c>Throttling</c>, <c>Throttling.*</c> or <c>Rejected.Throttling</c>, HTTP status 429, or an otherwise unknown error with the header <c>x-acs-retry-after</c>.</remarks>
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

    internal EnsThrottlingException(string message, ErrorDetails details)
        : base(message, details) =>
        RetryAfter = details.RetryAfter;

    /// <summary>How long the service asks to wait.</summary>
    /// <value>From the header <c>x-acs-retry-after</c> (milliseconds) or else <c>Retry-After</c>; <see langword="null"/> if it does not say.</value>
    public TimeSpan? RetryAfter { get; init; }
}
