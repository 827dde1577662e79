namespace Ens.ImageSharing.Governance;

/// <summary>How a step ended.</summary>
public sealed record ShareStepResult
{
    /// <summary>The step.</summary>
    public ShareStep Step { get; init; } = new();

    /// <summary>How it ended. Never <see cref="ShareStepState.Begin"/>.</summary>
    public ShareStepState State { get; init; }

    /// <summary>The request ID of the change, or of the response that failed.</summary>
    /// <value><see langword="null"/> if nothing was sent or no response came.</value>
    public string? RequestId { get; init; }

    /// <summary>Why the step was not made, or why this is unknown.</summary>
    /// <value><see langword="null"/> if it was made, or if there was nothing to do.</value>
    public Exception? Failure { get; init; }
}
