namespace Ens.ImageSharing;

/// <summary>Trouble on the service's side.</summary>
/// <remarks>Codes <c>InternalError</c>, <c>ServiceUnavailable</c> and <c>UnknownError</c>, or an HTTP status from 500 without a known code.</remarks>
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

    internal EnsServerException(string message, ErrorDetails details)
        : base(message, details)
    {
    }
}
