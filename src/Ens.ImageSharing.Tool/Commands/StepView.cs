using System.Text.Json;
using Ens.ImageSharing.Governance;
using Ens.ImageSharing.Tool.Terminal;
using Ens.ImageSharing.Tool.Text;

namespace Ens.ImageSharing.Tool.Commands;

/// <summary>Runs steps, shows how each of them ended, and ends the verb.</summary>
internal static class StepView
{
    private const int MostReasons = 10;

    /// <param name="verb">The verb.</param>
    /// <param name="schema">The schema of its document.</param>
    /// <param name="count">The number of steps, if it is known.</param>
    /// <param name="results">The results, as the steps are made.</param>
    public static async Task<int> RunAsync(Verb verb, string schema, int count, IAsyncEnumerable<ShareStepResult> results)
    {
        List<ShareStepResult> ended = [];
        RowWriter rows = verb.Console.StartRows("step", "image", "account", "change", "state", "requestId", "error");
        int exitCode = ExitCode.Success;
        try
        {
            await verb.Console.WithProgressAsync("Changing images", count, async step =>
            {
                await foreach (ShareStepResult result in results.WithCancellation(verb.Interruption).ConfigureAwait(false))
                {
                    ended.Add(result);
                    Add(rows, result);
                    step();
                }

                return true;
            }).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (verb.Interruption.IsCancellationRequested)
        {
            exitCode = ExitCode.Interrupted;
            verb.Console.Say("Interrupted. The journal says what was done; a step that it begins and does not end may have been made.");
        }
        catch (IOException exception)
        {
            exitCode = ExitCode.Failed;
            verb.Console.Say($"The run stopped because the journal could not be written: {Verb.Describe(exception)}");
        }

        rows.End();
        WriteDocument(verb.Console, schema, ended);
        return Math.Max(exitCode, Summarize(verb.Console, ended));
    }

    private static void Add(RowWriter rows, ShareStepResult result) => rows.Add(
        FormattableString.Invariant($"{result.Step.Number}"),
        result.Step.ImageId,
        result.Step.AliyunUid,
        JsonNames.Of(result.Step.Change),
        JsonNames.Of(result.State),
        result.RequestId,
        Error(result));

    private static string? Error(ShareStepResult result) => result.Failure is { } failure ? Verb.Describe(failure) : null;

    private static void WriteDocument(ToolConsole console, string schema, List<ShareStepResult> results) =>
        console.WriteDocument(schema, json => Write(json, results));

    private static void Write(Utf8JsonWriter json, List<ShareStepResult> results)
    {
        json.WriteStartArray("steps");
        foreach (ShareStepResult result in results)
        {
            json.WriteStartObject();
            json.WriteString("image", result.Step.ImageId);
            json.WriteString("account", result.Step.AliyunUid);
            json.WriteString("change", JsonNames.Of(result.Step.Change));
            json.WriteString("state", JsonNames.Of(result.State));
            json.WriteString("requestId", result.RequestId);
            json.WriteString("error", Error(result));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>A step that was already in effect is no failure; one that was left alone for another reason is.</summary>
    private static int Summarize(ToolConsole console, List<ShareStepResult> results)
    {
        int Count(ShareStepState state) => results.Count(result => result.State == state);
        int moved = results.Count(result => result is { State: ShareStepState.Skipped, Failure: not null });
        int failed = Count(ShareStepState.Failed), unknown = Count(ShareStepState.Unknown);
        console.Say(
            FormattableString.Invariant($"{Count(ShareStepState.Done)} done, {Count(ShareStepState.Skipped) - moved} already in effect, ")
            + FormattableString.Invariant($"{moved} left alone, {failed} failed, {unknown} unknown."));
        IEnumerable<string> reasons = results.Where(result => result.Failure is not null)
            .Select(result => $"{result.Step.ImageId}: {Error(result)}").Distinct(StringComparer.Ordinal);
        foreach (string reason in reasons.Take(MostReasons))
        {
            console.Say(reason);
        }

        return moved + failed + unknown > 0 ? ExitCode.Failed : ExitCode.Success;
    }
}
