using System.Runtime.ExceptionServices;
using Ens.ImageSharing.Governance.Telemetry;

namespace Ens.ImageSharing.Governance.Runs;

/// <summary>Makes the steps of one image, each with an entry of the journal before and after it.</summary>
internal sealed class ImageRun(EnsClient client, ImageSteps image, StepJournal journal, ImageTelemetry telemetry)
{
    private ImageShareSnapshot? _now;
    private Exception? _unreadable;
    private ExceptionDispatchInfo? _end;

    /// <summary>Makes a step, unless there is a reason not to.</summary>
    /// <remarks>A failure of the step is part of the result. What ends the run before the step was sent is thrown; what ends it
    /// afterwards must not hide the result, and is thrown by <see cref="ThrowIfEnded"/>.</remarks>
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
        (ShareStepResult result, ImageShareSnapshot? after) =
            await SentStep.SendAsync(client, step, cancellationToken).ConfigureAwait(false);

        // Each step of a plan is preceded by a read of its own: the image may move before the next one is begun.
        _now = image.Accounts is null ? after : null;
        await KeepAsync(result, cancellationToken).ConfigureAwait(false);
        return result;
    }

    /// <summary>Ends the run if the journal failed or the caller canceled while the latest step was made.</summary>
    public void ThrowIfEnded() => _end?.Throw();

    private async Task KeepAsync(ShareStepResult result, CancellationToken cancellationToken)
    {
        try
        {
            await journal.EndAsync(result).ConfigureAwait(false);
            if (result.Failure is not null)
            {
                cancellationToken.ThrowIfCancellationRequested();
                telemetry.Failed(result.Failure);
            }
        }
#pragma warning disable CA1031 // Thrown as soon as the result was told.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _end = ExceptionDispatchInfo.Capture(exception);
        }
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
}
