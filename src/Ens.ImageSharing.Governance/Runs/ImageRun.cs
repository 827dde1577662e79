using Ens.ImageSharing.Governance.Telemetry;

namespace Ens.ImageSharing.Governance.Runs;

/// <summary>Makes the steps of one image, each with an entry of the journal before and after it.</summary>
internal sealed class ImageRun(EnsClient client, ImageSteps image, StepJournal journal, ImageTelemetry telemetry)
{
    private ImageShareSnapshot? _now;
    private Exception? _unreadable;

    /// <summary>Makes a step, unless there is a reason not to.</summary>
    /// <remarks>A failure of the step is part of the result. A failure of the journal is thrown: without a journal nothing more may
    /// happen.</remarks>
    public async Task<ShareStepResult> MakeAsync(ShareStep step, CancellationToken cancellationToken)
    {
        telemetry.Resume();
        cancellationToken.ThrowIfCancellationRequested();
        await ReadAsync(cancellationToken).ConfigureAwait(false);
        if (ReasonAgainst(step) is { } reason)
        {
            await journal.NotBegunAsync(reason, cancellationToken).ConfigureAwait(false);
            return reason;
        }

        await journal.BeginAsync(step, cancellationToken).ConfigureAwait(false);
        ShareStepResult result = await SendAsync(step, cancellationToken).ConfigureAwait(false);
        await journal.EndAsync(result).ConfigureAwait(false);
        if (result.Failure is not null)
        {
            cancellationToken.ThrowIfCancellationRequested();
            telemetry.Failed(result.Failure);
        }

        return result;
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        if (_now is not null || _unreadable is not null)
        {
            return;
        }

        try
        {
            _now = await client.ReadSharesAsync(image.ImageId, cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // One image that cannot be read must not stop the others; its failure is a result.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            cancellationToken.ThrowIfCancellationRequested();
            telemetry.Failed(exception);
            _unreadable = exception;
        }
    }

    /// <summary>Why a step is not begun; <see langword="null"/> if it is to be made.</summary>
    private ShareStepResult? ReasonAgainst(ShareStep step)
    {
        if (_now is null)
        {
            return new ShareStepResult
            {
                Step = step,
                State = ShareStepState.Failed,
                Failure = _unreadable,
                RequestId = (_unreadable as EnsException)?.RequestId,
            };
        }

        if (image.HasMoved(_now))
        {
            InvalidOperationException moved = new(
                $"The accounts of image '{image.ImageId}' are no longer those of the plan. Make a new plan.");
            return new ShareStepResult { Step = step, State = ShareStepState.Skipped, Failure = moved };
        }

        return step.IsInEffect(_now) ? new ShareStepResult { Step = step, State = ShareStepState.Skipped } : null;
    }

    private async Task<ShareStepResult> SendAsync(ShareStep step, CancellationToken cancellationToken)
    {
        try
        {
            ImageShareChange change = step.Change == ShareChangeKind.Add
                ? await client.ShareAsync(step.ImageId, [step.AliyunUid], cancellationToken).ConfigureAwait(false)
                : await client.UnshareAsync(step.ImageId, [step.AliyunUid], cancellationToken).ConfigureAwait(false);
            _now = change.After;

            // If somebody else made the same change at the same moment, there is nothing of ours to undo.
            ShareStepState state = change.Changed ? ShareStepState.Done : ShareStepState.Skipped;
            return new ShareStepResult { Step = step, State = state, RequestId = change.RequestIds is [.., string latest] ? latest : null };
        }
#pragma warning disable CA1031 // A step that fails must not keep the others from being made; its failure is part of the results.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _now = null;
            return new ShareStepResult
            {
                Step = step,
                State = MayBeMade(step, exception) ? ShareStepState.Unknown : ShareStepState.Failed,
                Failure = exception,
                RequestId = (exception as EnsException)?.RequestId,
            };
        }
    }

    /// <summary>What may have happened is never reported as failed. The client notes on the exception what it has sent.</summary>
    private static bool MayBeMade(ShareStep step, Exception exception)
    {
        bool IsNoted(string key) => exception.Data[key] is string[] accounts && accounts.Contains(step.AliyunUid, StringComparer.Ordinal);
        return exception is EnsOutcomeUnknownException || IsNoted("Changed") || IsNoted("Unknown");
    }
}
