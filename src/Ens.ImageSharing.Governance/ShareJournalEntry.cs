namespace Ens.ImageSharing.Governance;

/// <summary>One entry of a journal.</summary>
public sealed record ShareJournalEntry
{
    /// <summary>When the entry was written.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The hash of the plan that the step belongs to.</summary>
    public string PlanHash { get; init; } = "";

    /// <summary>The step.</summary>
    public ShareStep Step { get; init; } = new();

    /// <summary>The state of the step.</summary>
    public ShareStepState State { get; init; }

    /// <summary>The request ID of the change.</summary>
    public string? RequestId { get; init; }

    /// <summary>Why the step was not made, or why this is unknown.</summary>
    public string? Error { get; init; }
}
