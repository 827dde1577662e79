using System.CommandLine;
using Ens.ImageSharing.Tool.Journals;
using Ens.ImageSharing.Tool.Outputs;
using Ens.ImageSharing.Tool.Terminal;

namespace Ens.ImageSharing.Tool.Commands;

/// <summary>The options of verbs that change images.</summary>
internal sealed class ChangeOptions
{
    private readonly Option<string> _journal = new("--journal")
    {
        HelpName = "FILE",
        Description = "A new file that records every step, before and after it. 'undo' reads it.",
        Required = true,
    };

    private readonly Option<bool> _yes = new("--yes", "-y")
    {
        Description = "Confirms the changes without asking. Required where there is no terminal.",
    };

    public void AddTo(Command command, bool withJournal)
    {
        if (withJournal)
        {
            command.Add(_journal);
        }

        command.Add(_yes);
    }

    /// <summary>The path of the journal.</summary>
    /// <exception cref="UsageException">The file exists, or cannot be written.</exception>
    public string Journal(ParseResult result, string input)
    {
        string path = result.GetRequiredValue(_journal);
        OutputFile.Probe("--journal", path, input);
        return File.Exists(path)
            ? throw new UsageException($"--journal: '{path}' exists already. A journal is never overwritten; give a new name.")
            : path;
    }

    /// <summary>Creates the journal.</summary>
    /// <exception cref="UsageException">It cannot be created.</exception>
    public static JournalWriter Create(string path)
    {
        try
        {
            return new JournalWriter(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--journal: '{path}' cannot be created: {exception.Message}", exception);
        }
    }

    /// <summary>Whether the change is agreed to.</summary>
    /// <exception cref="UsageException">Nobody can be asked.</exception>
    public async Task<bool> ConfirmAsync(Verb verb, string question)
    {
        bool isAgreed =
            await verb.Console.ConfirmAsync(verb.Result.GetValue(_yes), question, verb.Interruption).ConfigureAwait(false);
        if (!isAgreed)
        {
            verb.Console.Say("Nothing was changed.");
        }

        return isAgreed;
    }
}
