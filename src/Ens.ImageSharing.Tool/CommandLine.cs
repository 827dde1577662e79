using System.CommandLine;
using Ens.ImageSharing.Tool.Commands;
using Ens.ImageSharing.Tool.Terminal;
using Ens.ImageSharing.Tool.Text;

namespace Ens.ImageSharing.Tool;

/// <summary>All verbs, and one run of the program.</summary>
internal static class CommandLine
{
    /// <summary>Runs the program.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="host">What the program takes from outside.</param>
    /// <param name="interruption">Canceled by SIGINT and SIGTERM.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] arguments, ToolHost host, CancellationToken interruption)
    {
        RootCommand root = Create(host);
        ParserConfiguration parsing = new() { ResponseFileTokenReplacer = null };
        ParseResult result = root.Parse(arguments.Length > 0 ? arguments : ["--help"], parsing);
        if (UsageMistake.Find(result, arguments) is { } mistake)
        {
            host.Error.WriteLine(VisibleText.Escape(mistake));
            host.Error.WriteLine($"Run '{UsageMistake.PathOf(result)} --help' to see what is allowed.");
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
        root.Options.OfType<VersionOption>().Single().Recursive = true;
        common.AddTo(root);
        return root;
    }
}
