using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Ens.ImageSharing.Tool.Commands;
using Ens.ImageSharing.Tool.Terminal;
using Ens.ImageSharing.Tool.Text;

namespace Ens.ImageSharing.Tool;

/// <summary>All verbs, and what happens to arguments that are none.</summary>
internal static class CommandLine
{
    /// <summary>Runs the program.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="host">What the program takes from outside.</param>
    /// <param name="interruption">Cancelled by SIGINT and SIGTERM.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] arguments, ToolHost host, CancellationToken interruption)
    {
        RootCommand root = Create(host);
        ParserConfiguration parsing = new() { ResponseFileTokenReplacer = null };
        ParseResult result = root.Parse(arguments.Length > 0 ? arguments : ["--help"], parsing);
        string? unknown = UnknownOption(result, arguments);
        if (result.Action is ParseErrorAction || unknown is not null)
        {
            host.Error.WriteLine(VisibleText.Escape(Mistake(result, unknown)));
            host.Error.WriteLine($"Run '{Path(result)} --help' to see what is allowed.");
            return ExitCode.Usage;
        }

        InvocationConfiguration configuration = new()
        {
            Output = host.Out,
            Error = host.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        int exitCode = await result.InvokeAsync(configuration, interruption).ConfigureAwait(false);
        try
        {
            await host.Out.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            return exitCode;
        }
        catch (IOException exception)
        {
            host.Error.WriteLine($"The output could not be written: {Verb.Describe(exception)}");
            return Math.Max(exitCode, ExitCode.Failed);
        }
    }

    /// <summary>What is wrong, in one sentence that names it.</summary>
    private static string Mistake(ParseResult result, string? unknown)
    {
        unknown ??= (result.UnmatchedTokens is [string first, ..] ? first : null);
        if (unknown is not null)
        {
            string[] known =
            [
                .. unknown.StartsWith('-')
                    ? Commands(result).SelectMany(command => command.Options).Select(option => option.Name)
                    : result.CommandResult.Command.Subcommands.Select(command => command.Name),
            ];
            string what = unknown.StartsWith('-') ? "option" : result.CommandResult.Command is RootCommand ? "verb" : "argument";
            return $"'{unknown}' is not {(what == "verb" ? "a" : "an")} {what} of {Path(result)}."
                + (ClosestName.To(unknown, known) is { } closest ? $" Did you mean '{closest}'?" : "");
        }

        return string.Join(' ', result.Errors[0].Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>An option that does not exist and was therefore taken for an image or an account. Behind <c>--</c> nothing is an
    /// option.</summary>
    private static string? UnknownOption(ParseResult result, string[] arguments)
    {
        string[] before = [.. arguments.TakeWhile(argument => argument != "--")];
        return result.CommandResult.Children.OfType<ArgumentResult>()
            .SelectMany(argument => argument.Tokens)
            .Select(token => token.Value)
            .FirstOrDefault(value => value.Length > 1 && value[0] == '-' && before.Contains(value, StringComparer.Ordinal));
    }

    private static string Path(ParseResult result) =>
        string.Join(' ', Commands(result).Reverse().Select(command => command is RootCommand ? "ens-share" : command.Name));

    /// <summary>The command and those above it.</summary>
    private static IEnumerable<Command> Commands(ParseResult result)
    {
        for (SymbolResult? symbol = result.CommandResult; symbol is CommandResult command; symbol = symbol.Parent)
        {
            yield return command.Command;
        }
    }

    private static RootCommand Create(ToolHost host)
    {
        CommonOptions common = new();
        RootCommand root = new(
            "Lists, audits and changes the Alibaba Cloud accounts that images of ENS (Edge Node Service) are shared with.")
        {
            ListCommand.Create(host, common),
            ImagesCommand.Create(host, common),
            CheckCommand.Create(host, common),
            WhoHasCommand.Create(host, common),
            AuditCommand.Create(host, common),
            MergeCommand.Create(host, common),
            PlanCommand.Create(host, common),
            ApplyCommand.Create(host, common),
            UndoCommand.Create(host, common),
            ShareCommand.CreateShare(host, common),
            ShareCommand.CreateUnshare(host, common),
            EmulateCommand.Create(host, common),
            DemoCommand.Create(host, common),
            CompletionCommand.Create(host, common),
        };
        common.AddTo(root);
        return root;
    }
}
