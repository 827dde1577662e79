using Ens.ImageSharing.Errors;

namespace Ens.ImageSharing;

/// <summary>The request lacks a required parameter.</summary>
/// <remarks>Error code <c>MissingParameter</c>, or <c>Missing</c> followed by a name.</remarks>
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

    internal EnsMissingParameterException(string message, ErrorFacts facts)
        : base(message, facts) =>
        ParameterName = facts.ErrorCode is null ? null : Errors.ErrorCode.MissingParameterName(facts.ErrorCode);

    /// <summary>The parameter that the service names.</summary>
    /// <value>
    /// What follows <c>Missing</c> or <c>MissingParameter.</c> in the code, such as <c>ImageId</c>; <see langword="null"/> if the service
    /// does not name the parameter.
    /// </value>
    public string? ParameterName { get; init; }
}
