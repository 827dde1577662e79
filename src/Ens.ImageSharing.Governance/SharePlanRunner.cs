using System.Runtime.CompilerServices;
using Ens.ImageSharing.Governance.Runs;
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
    /// <param name="timeProvider">Dates the entries of journals. The default is <see langword="null"/>, which is the system's
    /// clock.</param>
    /// <exception cref="ArgumentNullException"><paramref name="client"/> is <see langword="null"/>.</exception>
    public SharePlanRunner(EnsClient client, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        _client = client;
        _timeProvider = timeProvider ?? TimeProvider.System;
    }

    /// <summary>Applies a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="journal">Keeps an entry before each change is sent and after it. If it fails, the run ends, and nothing more is
    /// sent.</param>
    /// <param name="cancellationToken">Cancels the run. The outcome of the step in progress is still written to the journal and
    /// returned.</param>
    /// <returns>One result for each step, in order. Steps are made one after the other, and nothing is sent until the first result is
    /// requested.</returns>
    /// <remarks>
    /// <list type="bullet">
    /// <item>Before each step, the accounts of its image are read. An image whose accounts differ from those of the plan by anything but
    /// steps of the plan is left alone: the steps that remain are <see cref="ShareStepState.Skipped"/>, with a
    /// <see cref="ShareStepResult.Failure"/> that says so. A change that somebody else makes between this read and the step is noticed
    /// before the next step.</item>
    /// <item>Steps that have their effect already are <see cref="ShareStepState.Skipped"/> as well. A run that was killed can therefore be
    /// repeated: several runs end where one does.</item>
    /// <item>A step that fails does not stop the others, nor does an image that cannot be read.</item>
    /// </list>
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// An argument is <see langword="null"/>, or the plan was made for another endpoint than that of the client. Thrown by the call.
    /// </exception>
    /// <exception cref="OperationCanceledException">While enumerating: a token was canceled.</exception>
    public IAsyncEnumerable<ShareStepResult> ApplyAsync(
        SharePlan plan, IShareJournal journal, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(journal);
        IReadOnlyList<ImageSteps> images = plan.For(_client.Endpoint, nameof(plan)).ImageSteps;
        return Run.EnumerateAsync(
            "apply", (run, token) => MakeAsync(images, journal, run, token), RunTelemetry.Ended, cancellationToken);
    }

    /// <summary>Undoes a run.</summary>
    /// <param name="entries">The entries of its journal, in order. If the run was repeated, the entries of all its runs may follow each
    /// other.</param>
    /// <param name="journal">
    /// Keeps an entry before each change is sent and after it. It must not be the journal that is read. If it fails, the run ends, and
    /// nothing more is sent.
    /// </param>
    /// <param name="cancellationToken">Cancels the run. The outcome of the step in progress is still written to the journal and
    /// returned.</param>
    /// <returns>One result for each step that was made or may have been made, in reverse order.</returns>
    /// <remarks>
    /// Whether a step was made that is <see cref="ShareStepState.Unknown"/>, or has only the entry <see cref="ShareStepState.Begin"/>, is
    /// seen by reading. A step whose image is as before already is <see cref="ShareStepState.Skipped"/>. Only the account of the step is
    /// changed, whatever else has happened to the image since.
    /// </remarks>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>. Thrown by the call.</exception>
    /// <exception cref="InvalidDataException">While enumerating, before anything is sent: an entry is of another endpoint than that of the
    /// client, or the entries of a step disagree about its image, account or change.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: a token was canceled.</exception>
    public IAsyncEnumerable<ShareStepResult> UndoAsync(
        IAsyncEnumerable<ShareJournalEntry> entries, IShareJournal journal, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(journal);
        return Run.EnumerateAsync(
            "undo", (run, token) => UndoStepsAsync(entries, journal, run, token), RunTelemetry.Ended, cancellationToken);
    }

    private async IAsyncEnumerable<ShareStepResult> UndoStepsAsync(
        IAsyncEnumerable<ShareJournalEntry> entries,
        IShareJournal journal,
        RunTelemetry run,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        JournalReading reading = await JournalReading.ReadAsync(entries, _client.Endpoint, cancellationToken).ConfigureAwait(false);
        await foreach (ShareStepResult result in MakeAsync(reading.StepsToUndo(), journal, run, cancellationToken).ConfigureAwait(false))
        {
            yield return result;
        }
    }

    private async IAsyncEnumerable<ShareStepResult> MakeAsync(
        IEnumerable<ImageSteps> images,
        IShareJournal journal,
        RunTelemetry run,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (ImageSteps image in images)
        {
            using ImageTelemetry telemetry = run.StartImage(image.ImageId);
            ImageRun steps = new(_client, image, new StepJournal(journal, _client.Endpoint, image.PlanHash, _timeProvider), telemetry);
            foreach (ShareStep step in image.Steps)
            {
                yield return await steps.MakeAsync(step, cancellationToken).ConfigureAwait(false);
                steps.ThrowIfEnded();
            }
        }
    }
}
