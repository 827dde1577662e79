namespace Ens.ImageSharing.Governance.Plans;

/// <summary>Writes the entries of one plan's steps.</summary>
internal sealed class StepJournal(IShareJournal journal, string planHash, TimeProvider timeProvider)
{
    public ValueTask BeginAsync(ShareStep step, CancellationToken cancellationToken) =>
        WriteAsync(new ShareStepResult { Step = step, State = ShareStepState.Begin }, cancellationToken);

    public Task<ShareStepResult> EndAsync(ShareStep step, ShareStepState state, Exception? failure, CancellationToken cancellationToken) =>
        EndAsync(
            new ShareStepResult { Step = step, State = state, Failure = failure, RequestId = (failure as EnsException)?.RequestId }, cancellationToken);

    public Task<ShareStepResult> EndAsync(ShareStep step, ShareStepState state, string? requestId, CancellationToken cancellationToken) =>
        EndAsync(new ShareStepResult { Step = step, State = state, RequestId = requestId }, cancellationToken);

    private async Task<ShareStepResult> EndAsync(ShareStepResult result, CancellationToken cancellationToken)
    {
        await WriteAsync(result, cancellationToken).ConfigureAwait(false);
        return result;
    }

    private ValueTask WriteAsync(ShareStepResult result, CancellationToken cancellationToken) => journal.WriteAsync(
        new ShareJournalEntry
        {
            At = timeProvider.GetUtcNow(),
            PlanHash = planHash,
            Step = result.Step,
            State = result.State,
            RequestId = result.RequestId,
            Error = result.Failure?.Message,
        },
        cancellationToken);
}
