namespace Ens.ImageSharing;

/// <summary>The service refuses the value of a parameter.</summary>
/// <remarks>Code <c>InvalidParameter</c> or <c>InvalidParameter.%s</c>.</remarks>
public sealed class EnsInvalidParameterException : EnsException
{
    /// <inheritdoc/>
    public EnsInvalidParameterException()
    {
    }

    /// <inheritdoc/>
    public EnsInvalidParameterException(string? message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public EnsInvalidParameterException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal EnsInvalidParameterException(string message, ErrorDetails details)
        : base(message, details) =>
        ParameterName = details.ErrorCode is null ? null : ErrorTable.InvalidParameterName(details.ErrorCode);

    /// <summary>The parameter that the service names.</summary>
    /// <value>The last part of a code <c>InvalidParameter.*</c>, such as <c>PageSize</c>; <see langword="null"/> if the service does not say which.</value>
    public string? ParameterName { get; init; }
}
