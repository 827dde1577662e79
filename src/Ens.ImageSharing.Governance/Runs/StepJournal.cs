namespace Ens.ImageSharing.Governance.Runs;

/// <summary>Writes the entries of one plan's steps.</summary>
internal sealed class StepJournal(IShareJournal journal, Uri endpoint, string planHash, TimeProvider timeProvider)
{
    /// <summary>
    /// How the error of a step begins that ended without being begun. A run that is repeated may write such an entry right behind the
    /// entry with which the run before it was killed, and it must not be taken for the end of that step.
    /// </summary>
    private const string NotBegun = "Not begun: ";

    public static bool IsNotBegun(ShareJournalEntry entry) => entry.Error?.StartsWith(NotBegun, StringComparison.Ordinal) == true;

    public ValueTask BeginAsync(ShareStep step, CancellationToken cancellationToken) =>
        WriteAsync(new ShareStepResult { Step = step, State = ShareStepState.Begin }, error: null, cancellationToken);

    public ValueTask NotBegunAsync(ShareStepResult result, CancellationToken cancellationToken) =>
        WriteAsync(result, NotBegun + (result.Failure?.Message ?? "The image is already as the step would leave it."), cancellationToken);

    /// <summary>Cannot be canceled: what was done must be kept.</summary>
    public ValueTask EndAsync(ShareStepResult result) => WriteAsync(result, result.Failure?.Message, CancellationToken.None);

    private ValueTask WriteAsync(ShareStepResult result, string? error, CancellationToken cancellationToken) => journal.WriteAsync(
        new ShareJournalEntry
        {
            At = timeProvider.GetUtcNow(),
            Endpoint = endpoint,
            PlanHash = planHash,
            Step = result.Step,
            State = result.State,
            RequestId = result.RequestId,
            Error = error,
        },
        cancellationToken);
}
