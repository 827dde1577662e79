namespace Ens.ImageSharing;

/// <summary>A change was sent, and it is unknown whether it was made: the response was lost, cannot be read, or does not say.</summary>
/// <remarks>
/// Thrown by methods that change something, and by no other. The inner exception is the cause, for example a time-out, a lost connection,
/// an error such as <c>InternalError</c>, or the cancellation by the caller. Read the accounts of the image to find out, as
/// <see cref="EnsClient.ShareAsync"/> and <see cref="EnsClient.UnshareAsync"/> do.
/// </remarks>
public sealed class EnsOutcomeUnknownException : EnsException
{
    /// <inheritdoc/>
    public EnsOutcomeUnknownException()
    {
    }

    /// <inheritdoc/>
    public EnsOutcomeUnknownException(string? message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public EnsOutcomeUnknownException(string? message, Exception? innerException)
        : base(message, innerException)
    {
        if (innerException is EnsException cause)
        {
            StatusCode = cause.StatusCode;
            ErrorCode = cause.ErrorCode;
            RequestId = cause.RequestId;
            HostId = cause.HostId;
            Recommend = cause.Recommend;
            ResponseBody = cause.ResponseBody;
        }
    }
}
