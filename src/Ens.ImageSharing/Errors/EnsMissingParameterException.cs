namespace Ens.ImageSharing;

/// <summary>The service misses a mandatory parameter.</summary>
/// <remarks>Code <c>MissingParameter</c>, or <c>Missing</c> followed by a name.</remarks>
public sealed class EnsMissingParameterException : EnsException
{
    /// <inheritdoc/>
    public EnsMissingParameterException()
    {
    }

    /// <inheritdoc/>
    public EnsMissingParameterException(string? message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public EnsMissingParameterException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal EnsMissingParameterException(string message, ErrorDetails details)
        : base(message, details) =>
        ParameterName = details.ErrorCode is null ? null : ErrorTable.MissingParameterName(details.ErrorCode);

    /// <summary>The parameter that the service names.</summary>
    /// <value>What follows <c>Missing</c> or <c>MissingParameter.</c> in the code, such as <c>ImageId</c>; <see langword="null"/> if the service does not say which.</value>
    public string? ParameterName { get; init; }
}
