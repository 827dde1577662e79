using System.CommandLine;
using Ens.ImageSharing.Governance;
using Ens.ImageSharing.Governance.Runs;
using Ens.ImageSharing.Tool.Connections;
using Ens.ImageSharing.Tool.Inputs;
using Ens.ImageSharing.Tool.Journals;
using Ens.ImageSharing.Tool.Terminal;
using Ens.ImageSharing.Tool.Text;

namespace Ens.ImageSharing.Tool.Commands;

/// <summary><c>undo</c>: reverses what a journal says was done.</summary>
internal static class UndoCommand
{
    public static Command Create(ToolHost host, CommonOptions common)
    {
        Argument<string> journal = new("JOURNAL") { Description = "The journal of the run that is undone." };
        ChangeOptions options = new();
        Command command = new("undo", "Undoes an applied plan by its journal.") { journal };
        options.AddTo(command, withJournal: true);
        return Verb.WithAction(command, host, common, verb => RunAsync(verb, verb.Result.GetValue(journal)!, options));
    }

    private static async Task<int> RunAsync(Verb verb, string path, ChangeOptions options)
    {
        IReadOnlyList<ShareJournalEntry> entries = await verb.ReadAsync(() => JournalReader.Read(path)).ConfigureAwait(false);
        string journalPath = options.Journal(verb.Result, path);
        Connection connection = await verb.ConnectAsync().ConfigureAwait(false);
        ShareStep[] steps = await FindStepsAsync(entries, path, connection.Endpoint).ConfigureAwait(false);
        PlanView.Say(verb.Console, steps);
        string question = $"Undo up to {Quantity.Of(steps.Length, "step")} of '{path}'?";
        if (steps.Length > 0 && !await options.ConfirmAsync(verb, question).ConfigureAwait(false))
        {
            return ExitCode.Different;
        }

        using JournalWriter journal = ChangeOptions.Create(journalPath);
        SharePlanRunner runner = new(connection.ClientFor(), verb.Host.Time);
        IAsyncEnumerable<ShareStepResult> results = runner.UndoAsync(entries.ToAsyncEnumerable(), journal, verb.Interruption);
        return await StepView.RunAsync(verb, "ens-share/undo/1", steps.Length, results).ConfigureAwait(false);
    }

    /// <exception cref="InputFileException">The entries are of another endpoint, or contradict each other.</exception>
    private static async Task<ShareStep[]> FindStepsAsync(IReadOnlyList<ShareJournalEntry> entries, string path, Uri endpoint)
    {
        try
        {
            JournalReading reading =
                await JournalReading.ReadAsync(entries.ToAsyncEnumerable(), endpoint, CancellationToken.None).ConfigureAwait(false);
            return [.. reading.StepsToUndo().SelectMany(image => image.Steps)];
        }
        catch (InvalidDataException exception)
        {
            throw new InputFileException($"'{path}' cannot be used: {exception.Message}", exception);
        }
    }
}
