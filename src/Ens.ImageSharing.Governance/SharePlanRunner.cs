using System.Runtime.CompilerServices;
using Ens.ImageSharing.Governance.Plans;
using Ens.ImageSharing.Governance.Telemetry;

namespace Ens.ImageSharing.Governance;

/// <summary>Applies plans and undoes them, step by step, with a journal. Thread-safe.</summary>
/// <remarks>
/// Requires the RAM permissions <c>ens:DescribeImageSharePermission</c> on resource <c>*</c> and <c>ens:ModifyImageSharePermission</c> on
/// the images.
/// </remarks>
public sealed class SharePlanRunner
{
    private readonly EnsClient _client;
    private readonly TimeProvider _timeProvider;

    /// <summary>Creates a runner.</summary>
    /// <param name="client">Reads and changes the accounts of images.</param>
    /// <param name="timeProvider">
    /// Dates the entries of journals. The default is <see langword="null"/>, which is the system's clock.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="client"/> is <see langword="null"/>.</exception>
    public SharePlanRunner(EnsClient client, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        _client = client;
        _timeProvider = timeProvider ?? TimeProvider.System;
    }

    /// <summary>Applies a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="journal">Keeps an entry before and after each step.</param>
    /// <param name="cancellationToken">
    /// Cancels the run. The step in progress is then journaled as unknown unless its outcome is known.
    /// </param>
    /// <returns>
    /// One result for each step, in order. The accounts of each image are read first. An image whose accounts differ from those of the plan
    /// by anything but steps of this plan is left alone: its steps are <see cref="ShareStepState.Skipped"/>. So are steps that have their
    /// effect already, which lets a run that was killed be repeated. A step that fails does not stop the others.
    /// </returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>. Thrown by the call.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: a token was canceled.</exception>
    public IAsyncEnumerable<ShareStepResult> ApplyAsync(SharePlan plan, IShareJournal journal, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(journal);
        return RunAsync("apply", (run, token) => ApplyStepsAsync(plan, journal, run, token), cancellationToken);
    }

    /// <summary>Undoes a run.</summary>
    /// <param name="entries">The entries of its journal, in order.</param>
    /// <param name="journal">Keeps an entry before and after each step. It must not be the journal that is read.</param>
    /// <param name="cancellationToken">Cancels the run.</param>
    /// <returns>
    /// One result for each step that was done, and for each that may have been done, in reverse order. What is as before already is
    /// <see cref="ShareStepState.Skipped"/>.
    /// </returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>. Thrown by the call.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: a token was canceled.</exception>
    public IAsyncEnumerable<ShareStepResult> UndoAsync(
        IAsyncEnumerable<ShareJournalEntry> entries, IShareJournal journal, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(journal);
        return RunAsync("undo", (_, token) => UndoStepsAsync(entries, journal, token), cancellationToken);
    }

    private static async IAsyncEnumerable<ShareStepResult> RunAsync(
        string kind,
        Func<RunTelemetry, CancellationToken, IAsyncEnumerable<ShareStepResult>> steps,
        CancellationToken argument,
        [EnumeratorCancellation] CancellationToken enumeration = default)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(argument, enumeration);
        using RunTelemetry run = RunTelemetry.Start(kind);
        await foreach (ShareStepResult result in steps(run, either.Token).ConfigureAwait(false))
        {
            run.Ended(result);
            yield return result;
        }
    }

    private async IAsyncEnumerable<ShareStepResult> ApplyStepsAsync(
        SharePlan plan, IShareJournal journal, RunTelemetry run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        StepJournal steps = new(journal, plan.Hash, _timeProvider);
        foreach (PlannedImage image in plan.Document.Images)
        {
            ShareStep[] ofImage = [.. plan.Steps.Where(step => string.Equals(step.ImageId, image.ImageId, StringComparison.Ordinal))];
            using ImageTelemetry telemetry = run.StartImage(image.ImageId);
            (ImageShareSnapshot? now, Exception? failure) = await ReadAsync(image.ImageId, cancellationToken).ConfigureAwait(false);
            if (now is not null && !IsWorldOfPlan(image, ofImage, now))
            {
                failure = new InvalidOperationException(
                    $"The accounts of image '{image.ImageId}' are no longer those of the plan. Make a new plan.");
            }

            foreach (ShareStep step in ofImage)
            {
                yield return failure is not null
                    ? await steps.EndAsync(step, now is null ? ShareStepState.Failed : ShareStepState.Skipped, failure, cancellationToken).ConfigureAwait(false)
                    : await MakeAsync(step, now!, steps, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async IAsyncEnumerable<ShareStepResult> UndoStepsAsync(
        IAsyncEnumerable<ShareJournalEntry> entries, IShareJournal journal, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        JournalReading reading = await JournalReading.ReadAsync(entries, cancellationToken).ConfigureAwait(false);
        foreach ((string planHash, ShareStep step) in reading.StepsToUndo())
        {
            StepJournal steps = new(journal, planHash, _timeProvider);
            (ImageShareSnapshot? now, Exception? failure) = await ReadAsync(step.ImageId, cancellationToken).ConfigureAwait(false);
            yield return now is null
                ? await steps.EndAsync(step, ShareStepState.Failed, failure, cancellationToken).ConfigureAwait(false)
                : await MakeAsync(step, now, steps, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Whether an image differs from the plan by nothing but steps of the plan, which an earlier run may have made.</summary>
    private static bool IsWorldOfPlan(PlannedImage image, ShareStep[] steps, ImageShareSnapshot now)
    {
        HashSet<string> differences = new(image.Accounts, StringComparer.Ordinal);
        differences.SymmetricExceptWith(now.Accounts.Select(account => account.AliyunUid));
        return differences.All(account => Array.Exists(steps, step => step.AliyunUid == account && IsInEffect(step, now)));
    }

    private static bool IsInEffect(ShareStep step, ImageShareSnapshot snapshot) =>
        snapshot.Contains(step.AliyunUid) == (step.Change == ShareChangeKind.Add);

    private async Task<(ImageShareSnapshot? Snapshot, Exception? Failure)> ReadAsync(string imageId, CancellationToken cancellationToken)
    {
        try
        {
            return (await _client.ReadSharesAsync(imageId, cancellationToken).ConfigureAwait(false), null);
        }
#pragma warning disable CA1031 // One image that cannot be read must not keep the others from their steps; its failure is part of the results.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return (null, exception);
        }
    }

    private async Task<ShareStepResult> MakeAsync(
        ShareStep step, ImageShareSnapshot now, StepJournal steps, CancellationToken cancellationToken)
    {
        if (IsInEffect(step, now))
        {
            return await steps.EndAsync(step, ShareStepState.Skipped, failure: null, cancellationToken).ConfigureAwait(false);
        }

        await steps.BeginAsync(step, cancellationToken).ConfigureAwait(false);
        try
        {
            ImageShareChange change = step.Change == ShareChangeKind.Add
                ? await _client.ShareAsync(step.ImageId, [step.AliyunUid], cancellationToken).ConfigureAwait(false)
                : await _client.UnshareAsync(step.ImageId, [step.AliyunUid], cancellationToken).ConfigureAwait(false);

            // Somebody else may have made the change at the same moment; then there is nothing of ours to undo.
            ShareStepState state = change.Changed ? ShareStepState.Done : ShareStepState.Skipped;
            return await steps.EndAsync(step, state, change.RequestIds is [.., { } latest] ? latest : null, CancellationToken.None).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested)
        {
            _ = await steps.EndAsync(step, StateAfter(step, exception), exception, CancellationToken.None).ConfigureAwait(false);
            throw;
        }
#pragma warning disable CA1031 // A step that fails must not keep the others from being made; its failure is part of the results.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            ShareStepResult result = await steps.EndAsync(step, StateAfter(step, exception), exception, CancellationToken.None).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            return result;
        }
    }

    /// <summary>What may have happened is never told as failed: the client notes on the exception what it has sent.</summary>
    private static ShareStepState StateAfter(ShareStep step, Exception exception)
    {
        bool IsNoted(string key) => exception.Data[key] is string[] accounts && accounts.Contains(step.AliyunUid, StringComparer.Ordinal);
        return exception is EnsOutcomeUnknownException || IsNoted("Changed") || IsNoted("Unknown") ? ShareStepState.Unknown : ShareStepState.Failed;
    }
}
