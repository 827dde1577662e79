using System.Text;
using Ens.ImageSharing.Tool.Reports;
using Ens.ImageSharing.Tool.Terminal;
using Ens.ImageSharing.Tool.Text;

namespace Ens.ImageSharing.Tool.Outputs;

/// <summary>The files that an audit writes.</summary>
internal sealed class AuditOutputs
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly List<(OutputFile File, Action<Stream, AuditReport> Write)> _files = [];
    private readonly AccountText _accounts;

    public AuditOutputs(AccountText accounts) => _accounts = accounts;

    public string? Html { get; init; }

    public string? Csv { get; init; }

    public bool Excel { get; init; }

    public string? Report { get; init; }

    public string? Sarif { get; init; }

    public string? JUnit { get; init; }

    /// <summary>Checks that every file can be written and that none of them is an input or another output.</summary>
    /// <param name="inputs">The files that are read.</param>
    /// <exception cref="UsageException">A file cannot be written, or would destroy another.</exception>
    public void Probe(params IEnumerable<string?> inputs)
    {
        Add("--report", Report, JsonReport.Write, inputs);
        Add("--csv", Csv, (stream, report) => WriteText(stream, writer => CsvReport.Write(writer, report, _accounts, Excel)), inputs);
        Add("--html", Html, (stream, report) => WriteText(stream, writer => HtmlReport.Write(writer, report, _accounts)), inputs);
        Add("--sarif", Sarif, (stream, report) => SarifReport.Write(stream, report, _accounts), inputs);
        Add("--junit", JUnit, (stream, report) => JUnitReport.Write(stream, report, _accounts), inputs);
    }

    /// <summary>Writes every file; one that fails does not lose the others.</summary>
    /// <returns>Whether all were written.</returns>
    public async Task<bool> WriteAsync(AuditReport report, ToolConsole console, CancellationToken interruption)
    {
        bool isWritten = true;
        foreach ((OutputFile file, Action<Stream, AuditReport> write) in _files)
        {
            try
            {
                await file.WriteAsync(stream => write(stream, report), interruption).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                isWritten = false;
                console.Say($"{file.Option}: '{file.Path}' could not be written: {exception.Message}");
            }
            catch (OperationCanceledException)
            {
                isWritten = false;
                console.Say($"{file.Option}: '{file.Path}' could not be written: nothing read the other end of the pipe.");
            }
        }

        return isWritten;
    }

    private static void WriteText(Stream stream, Action<TextWriter> write)
    {
        using StreamWriter writer = new(stream, Utf8, leaveOpen: true) { NewLine = "\n" };
        write(writer);
    }

    private void Add(string option, string? path, Action<Stream, AuditReport> write, IEnumerable<string?> inputs)
    {
        if (path is null)
        {
            return;
        }

        OutputFile file = OutputFile.Probe(option, path, inputs);
        if (_files.Find(other => OutputFile.AreSame(other.File.Path, path)) is { File: not null } taken)
        {
            throw new UsageException($"{option} and {taken.File.Option} would both write '{path}'.");
        }

        _files.Add((file, write));
    }
}
