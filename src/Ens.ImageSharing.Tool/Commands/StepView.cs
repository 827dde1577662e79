using Ens.ImageSharing.Governance;
using Ens.ImageSharing.Tool.Terminal;
using Ens.ImageSharing.Tool.Text;

namespace Ens.ImageSharing.Tool.Commands;

/// <summary>Runs steps, shows how each of them ended, and ends the verb.</summary>
internal sealed class StepView
{
    private readonly Verb _verb;
    private readonly StepSummary _summary;
    private IOException? _outputFailure;

    private StepView(Verb verb, int count)
    {
        _verb = verb;
        _summary = new StepSummary(count);
    }

    /// <param name="verb">The verb.</param>
    /// <param name="schema">The schema of its document.</param>
    /// <param name="count">The number of steps.</param>
    /// <param name="results">The results, as the steps are made.</param>
    public static Task<int> RunAsync(Verb verb, string schema, int count, IAsyncEnumerable<ShareStepResult> results) =>
        new StepView(verb, count).RunAsync(schema, results);

    private async Task<int> RunAsync(string schema, IAsyncEnumerable<ShareStepResult> results)
    {
        RowWriter? rows = null;
        TryWrite(() => rows = _verb.Console.StartRows("step", "image", "account", "change", "state", "requestId", "error"));
        int exitCode = await MakeAsync(results, result => TryWrite(() => Add(rows!, result))).ConfigureAwait(false);
        TryWrite(() => rows!.End());
        TryWrite(() => _verb.Console.WriteDocument(schema, _summary.Write));
        if (_outputFailure is not null)
        {
            exitCode = Math.Max(exitCode, ExitCode.Failed);
            _verb.Console.Say($"The output could not be written: {Verb.Describe(_outputFailure)}");
            _verb.Console.Say("The steps went on, and the journal says how they ended.");
        }

        return Math.Max(exitCode, _summary.Say(_verb.Console));
    }

    private async Task<int> MakeAsync(IAsyncEnumerable<ShareStepResult> results, Action<ShareStepResult> show)
    {
        try
        {
            return await _verb.Console.WithProgressAsync("Changing images", _summary.Count, async step =>
            {
                await foreach (ShareStepResult result in results.WithCancellation(_verb.Interruption).ConfigureAwait(false))
                {
                    _summary.Add(result);
                    show(result);
                    step();
                }

                _summary.IsComplete = true;
                return ExitCode.Success;
            }).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_verb.Interruption.IsCancellationRequested)
        {
            _verb.Console.Say("Interrupted. The result is incomplete. The journal says what was done.");
            return ExitCode.Interrupted;
        }
        catch (IOException exception)
        {
            _verb.Console.Say($"The run stopped because the journal could not be written: {Verb.Describe(exception)}");
            _verb.Console.Say("A step that the journal begins and does not end may have been made.");
            return ExitCode.Failed;
        }
    }

    /// <summary>Writes output. A failure does not stop the steps, which were confirmed; the first one is reported at the end.</summary>
    private void TryWrite(Action write)
    {
        if (_outputFailure is not null)
        {
            return;
        }

        try
        {
            write();
        }
        catch (IOException exception)
        {
            _outputFailure = exception;
        }
    }

    private static void Add(RowWriter rows, ShareStepResult result) => rows.Add(
        FormattableString.Invariant($"{result.Step.Number}"),
        result.Step.ImageId,
        result.Step.AliyunUid,
        JsonNames.Of(result.Step.Change),
        JsonNames.Of(result.State),
        result.RequestId,
        StepSummary.Error(result));
}
