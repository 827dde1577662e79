namespace Ens.ImageSharing.Governance;

/// <summary>One entry of a journal.</summary>
public sealed record ShareJournalEntry
{
    /// <summary>When the entry was written.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The endpoint of the client that makes the step.</summary>
    /// <value><see langword="null"/> if it is not known. <c>UndoAsync</c> refuses an entry of another endpoint than that of its
    /// client.</value>
    public Uri? Endpoint { get; init; }

    /// <summary>The hash of the plan that the step belongs to.</summary>
    public string PlanHash { get; init; } = "";

    /// <summary>The step.</summary>
    public ShareStep Step { get; init; } = new();

    /// <summary>The state of the step.</summary>
    public ShareStepState State { get; init; }

    /// <summary>The request ID of the change, or of the response that failed.</summary>
    /// <value><see langword="null"/> if nothing was sent or no response came.</value>
    public string? RequestId { get; init; }

    /// <summary>Why the step was not made, or why this is unknown. Never contains a secret.</summary>
    /// <value><see langword="null"/> if the step is about to be made or was made. Keep the text as it is: <c>UndoAsync</c> reads
    /// it.</value>
    public string? Error { get; init; }
}
