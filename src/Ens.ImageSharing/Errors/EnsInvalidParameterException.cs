using Ens.ImageSharing.Errors;

namespace Ens.ImageSharing;

/// <summary>The service rejected the value of a parameter.</summary>
/// <remarks>Error code <c>InvalidParameter</c> or <c>InvalidParameter.%s</c>.</remarks>
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

    internal EnsInvalidParameterException(string message, ErrorFacts facts)
        : base(message, facts) =>
        ParameterName = facts.ErrorCode is null ? null : Errors.ErrorCode.InvalidParameterName(facts.ErrorCode);

    /// <summary>The parameter that the service names.</summary>
    /// <value>
    /// The rest of a code <c>InvalidParameter.*</c>, such as <c>PageSize</c>; <see langword="null"/> if the service does not name the
    /// parameter.
    /// </value>
    public string? ParameterName { get; init; }
}
