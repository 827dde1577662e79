using Ens.ImageSharing.Errors;

namespace Ens.ImageSharing;

/// <summary>The service failed to process the request (HTTP 5xx or an equivalent error code).</summary>
/// <remarks>
/// Error codes <c>InternalError</c>, <c>ServiceUnavailable</c> and <c>UnknownError</c>, or an HTTP status from 500 without a known code.
/// </remarks>
public sealed class EnsServerException : EnsException
{
    /// <inheritdoc/>
    public EnsServerException()
    {
    }

    /// <inheritdoc/>
    public EnsServerException(string? message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public EnsServerException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal EnsServerException(string message, ErrorFacts facts)
        : base(message, facts)
    {
    }
}
