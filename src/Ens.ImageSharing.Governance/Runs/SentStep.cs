namespace Ens.ImageSharing.Governance.Runs;

/// <summary>A step that was sent: how it ended, and the accounts after it if they are known.</summary>
internal readonly record struct SentStep(ShareStepResult Result, ImageShareSnapshot? After)
{
    public static async Task<SentStep> SendAsync(EnsClient client, ShareStep step, CancellationToken cancellationToken)
    {
        try
        {
            ImageShareChange change = step.Change == ShareChangeKind.Add
                ? await client.ShareAsync(step.ImageId, [step.AliyunUid], cancellationToken).ConfigureAwait(false)
                : await client.UnshareAsync(step.ImageId, [step.AliyunUid], cancellationToken).ConfigureAwait(false);

            // If somebody else made the same change at the same moment, there is nothing of ours to undo.
            ShareStepState state = change.Changed ? ShareStepState.Done : ShareStepState.Skipped;
            string? requestId = change.RequestIds is [.., string latest] ? latest : null;
            return new SentStep(new ShareStepResult { Step = step, State = state, RequestId = requestId }, change.After);
        }
#pragma warning disable CA1031 // A step that fails must not keep the others from being made; its failure is part of the results.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            ShareStepResult result = new()
            {
                Step = step,
                State = MayBeMade(step, exception) ? ShareStepState.Unknown : ShareStepState.Failed,
                Failure = exception,
                RequestId = (exception as EnsException)?.RequestId,
            };
            return new SentStep(result, After: null);
        }
    }

    /// <summary>What may have happened is never reported as failed. The client notes on the exception what it has sent.</summary>
    private static bool MayBeMade(ShareStep step, Exception exception)
    {
        bool IsNoted(string key) => exception.Data[key] is string[] accounts && accounts.Contains(step.AliyunUid, StringComparer.Ordinal);
        return exception is EnsOutcomeUnknownException || IsNoted("Changed") || IsNoted("Unknown");
    }
}
