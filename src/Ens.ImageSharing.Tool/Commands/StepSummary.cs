using System.Text.Json;
using Ens.ImageSharing.Governance;
using Ens.ImageSharing.Tool.Terminal;
using Ens.ImageSharing.Tool.Text;

namespace Ens.ImageSharing.Tool.Commands;

/// <summary>How the steps of a run ended, and how many of them the run did not reach.</summary>
/// <param name="count">The number of steps.</param>
internal sealed class StepSummary(int count)
{
    private const int MostReasons = 10;

    private readonly List<ShareStepResult> _results = [];

    public int Count => count;

    /// <summary>Whether the run came to its end by itself.</summary>
    public bool IsComplete { get; set; }

    private int NotReached => Math.Max(0, count - _results.Count);

    public static string? Error(ShareStepResult result) => result.Failure is { } failure ? Verb.Describe(failure) : null;

    public void Add(ShareStepResult result) => _results.Add(result);

    /// <summary>Writes the members of the document.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray("steps");
        foreach (ShareStepResult result in _results)
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
        json.WriteBoolean("complete", IsComplete);
        json.WriteNumber("notReached", NotReached);
    }

    /// <summary>Tells the figures and the reasons, and returns the exit code. A step that was already in effect is no failure; one that
    /// was left alone for another reason is.</summary>
    public int Say(ToolConsole console)
    {
        int InState(ShareStepState state) => _results.Count(result => result.State == state);
        int moved = _results.Count(result => result is { State: ShareStepState.Skipped, Failure: not null });
        int failed = InState(ShareStepState.Failed), unknown = InState(ShareStepState.Unknown);
        int done = InState(ShareStepState.Done), inEffect = InState(ShareStepState.Skipped) - moved;
        console.Say(
            FormattableString.Invariant($"{done} done, {inEffect} already in effect, ")
            + FormattableString.Invariant($"{moved} left alone, {failed} failed, {unknown} unknown")
            + (NotReached > 0 ? FormattableString.Invariant($", {NotReached} not reached.") : "."));
        IEnumerable<string> reasons = _results.Where(result => result.Failure is not null)
            .Select(result => $"{result.Step.ImageId}: {Error(result)}").Distinct(StringComparer.Ordinal);
        foreach (string reason in reasons.Take(MostReasons))
        {
            console.Say(reason);
        }

        return moved + failed + unknown > 0 ? ExitCode.Failed : ExitCode.Success;
    }
}
