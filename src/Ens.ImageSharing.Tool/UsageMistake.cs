using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Ens.ImageSharing.Tool.Text;

namespace Ens.ImageSharing.Tool;

/// <summary>Arguments that cannot be used, and what was probably meant.</summary>
internal static class UsageMistake
{
    /// <summary>What is wrong, in one sentence that names it; <see langword="null"/> for arguments that can be used.</summary>
    public static string? Find(ParseResult result, string[] arguments)
    {
        string? unknown = UnknownOption(result, arguments);
        if (result.Action is not ParseErrorAction && unknown is null)
        {
            return null;
        }

        unknown ??= result.UnmatchedTokens is [string first, ..] ? first : null;
        if (unknown is not null)
        {
            string[] known =
            [
                .. unknown.StartsWith('-')
                    ? Commands(result).SelectMany(command => command.Options).Select(option => option.Name)
                    : result.CommandResult.Command.Subcommands.Select(command => command.Name),
            ];
            string what = unknown.StartsWith('-') ? "option" : result.CommandResult.Command is RootCommand ? "verb" : "argument";
            return $"'{unknown}' is not {(what == "verb" ? "a" : "an")} {what} of {PathOf(result)}."
                + (ClosestName.To(unknown, known) is { } closest ? $" Did you mean '{closest}'?" : "");
        }

        return string.Join(' ', result.Errors[0].Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>The command that was called, as it is typed.</summary>
    public static string PathOf(ParseResult result) =>
        string.Join(' ', Commands(result).Reverse().Select(command => command is RootCommand ? "ens-share" : command.Name));

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

    /// <summary>The command and those above it.</summary>
    private static IEnumerable<Command> Commands(ParseResult result)
    {
        for (SymbolResult? symbol = result.CommandResult; symbol is CommandResult command; symbol = symbol.Parent)
        {
            yield return command.Command;
        }
    }
}
