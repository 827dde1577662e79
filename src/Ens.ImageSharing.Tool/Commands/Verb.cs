using System.CommandLine;
using Ens.ImageSharing.Tool.Connections;
using Ens.ImageSharing.Tool.Inputs;
using Ens.ImageSharing.Tool.Terminal;
using Ens.ImageSharing.Tool.Text;

namespace Ens.ImageSharing.Tool.Commands;

/// <summary>One run of one verb: what it works with, and how its failures become an exit code and a sentence.</summary>
internal sealed class Verb
{
    private readonly StandardErrorLogger? _loggers;

    private Verb(ToolHost host, CommonOptions common, ParseResult result, CancellationToken interruption)
    {
        Host = host;
        Result = result;
        Settings = common.Connection(result);
        Console = common.Console(result, host);
        Interruption = interruption;
        _loggers = Settings.Verbose ? new StandardErrorLogger(host.Error, host.Time) : null;
    }

    public ToolHost Host { get; }

    public ParseResult Result { get; }

    public ConnectionSettings Settings { get; }

    public ToolConsole Console { get; }

    /// <summary>Canceled by SIGINT and SIGTERM.</summary>
    public CancellationToken Interruption { get; }

    /// <summary>Creates the action of a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="host">What the program takes from outside.</param>
    /// <param name="common">The options of every verb.</param>
    /// <param name="run">Runs the verb and returns the exit code.</param>
    public static Command WithAction(Command command, ToolHost host, CommonOptions common, Func<Verb, Task<int>> run)
    {
        command.SetAction((result, token) => RunAsync(host, common, result, run, token));
        return command;
    }

    public Task<Connection> ConnectAsync(params string?[] profiles) =>
        Connection.OpenAsync(Host, Settings, profiles, _loggers, Interruption);

    /// <summary>Reads a file that the person named. It may be a pipe or the standard input, so an interruption ends the wait.</summary>
    public Task<T> ReadAsync<T>(Func<T> read) => BlockingWork.RunAsync(read, Interruption);

    /// <summary>The message of a failure in one line.</summary>
    public static string Describe(Exception exception) => VisibleText.Escape(ErrorMessage.Of(exception).ReplaceLineEndings(" "));

    private static async Task<int> RunAsync(
        ToolHost host, CommonOptions common, ParseResult result, Func<Verb, Task<int>> run, CancellationToken token)
    {
        try
        {
            int exitCode = await run(new Verb(host, common, result, token)).ConfigureAwait(false);
            return exitCode == ExitCode.Failed ? Failed(host, token) : exitCode;
        }
        catch (Exception exception) when (exception is UsageException or InputFileException)
        {
            host.Error.WriteLine(Describe(exception));
            return ExitCode.Usage;
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            return Failed(host, token);
        }
#pragma warning disable CA1031 // Whatever happens ends in one line and an exit code; --verbose shows the rest.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            bool isExpected =
                exception is EnsException or HttpRequestException or TimeoutException or IOException or UnauthorizedAccessException;
            host.Error.WriteLine(isExpected
                ? Describe(exception)
                : $"Unexpected error: {exception.GetType().Name}: {Describe(exception)} Run again with --verbose for the stack trace.");
            if (common.IsVerbose(result))
            {
                IEnumerable<string> lines = exception.ToString().Split('\n').Select(line => VisibleText.Escape(line.TrimEnd('\r')));
                host.Error.WriteLine(string.Join('\n', lines));
            }

            return Failed(host, token);
        }
    }

    /// <summary>Ends a run that failed. After an interruption, any failure may come from it, whatever its exception is.</summary>
    private static int Failed(ToolHost host, CancellationToken token)
    {
        if (!token.IsCancellationRequested)
        {
            return ExitCode.Failed;
        }

        host.Error.WriteLine("Interrupted.");
        return ExitCode.Interrupted;
    }
}
