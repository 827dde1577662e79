using System.CommandLine;
using Ens.ImageSharing.Governance;
using Ens.ImageSharing.Tool.Connections;
using Ens.ImageSharing.Tool.Inputs;
using Ens.ImageSharing.Tool.Journals;
using Ens.ImageSharing.Tool.Terminal;
using Ens.ImageSharing.Tool.Text;

namespace Ens.ImageSharing.Tool.Commands;

/// <summary><c>apply</c>: makes the changes of a plan.</summary>
internal static class ApplyCommand
{
    public static Command Create(ToolHost host, CommonOptions common)
    {
        Argument<string> plan = new("PLAN") { Description = "The file that 'ens-share plan' wrote." };
        ChangeOptions options = new();
        Command command = new("apply", "Applies a plan, step by step, with a journal.") { plan };
        options.AddTo(command, withJournal: true);
        return Verb.WithAction(command, host, common, verb => RunAsync(verb, verb.Result.GetValue(plan)!, options));
    }

    private static async Task<int> RunAsync(Verb verb, string path, ChangeOptions options)
    {
        string text = await verb.ReadAsync(() => InputFile.ReadText(path)).ConfigureAwait(false);
        SharePlan plan = Use(path, () => SharePlan.FromJson(text));
        string journalPath = options.Journal(verb.Result, path);
        Connection connection = await verb.ConnectAsync().ConfigureAwait(false);
        plan = Use(path, () => plan.For(connection.Endpoint, nameof(plan)));
        if (plan.Steps.Count > 0)
        {
            PlanView.Say(verb.Console, plan.Steps);
            if (!await options.ConfirmAsync(verb, $"{PlanView.Describe(plan.Steps)} Apply?").ConfigureAwait(false))
            {
                return ExitCode.Different;
            }
        }

        using JournalWriter journal = ChangeOptions.Create(journalPath);
        SharePlanRunner runner = new(connection.ClientFor(), verb.Host.Time);
        return await StepView.RunAsync(verb, "ens-share/apply/1", plan.Steps.Count, runner.ApplyAsync(plan, journal, verb.Interruption))
            .ConfigureAwait(false);
    }

    /// <exception cref="InputFileException">The file cannot be read, is no plan, or is a plan for another endpoint.</exception>
    private static T Use<T>(string path, Func<T> use)
    {
        try
        {
            return use();
        }
        catch (ArgumentException exception)
        {
            throw new InputFileException($"'{path}' cannot be used: {ErrorMessage.Of(exception)}", exception);
        }
    }
}
