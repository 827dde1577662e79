using Ens.ImageSharing;
using ShareAudit;
using ShareAudit.Reports;
using Spectre.Console;

using CancellationTokenSource stop = new();
Console.CancelKeyPress += (_, key) =>
{
    key.Cancel = true;
    stop.Cancel();
};

if (CommandLine.Parse(args) is not { } command)
{
    Console.Error.WriteLine(CommandLine.Usage);
    return 2;
}

try
{
    (IReadOnlyList<AuditedImage> images, IReadOnlyList<Allowance> allowed, Func<string?, EnsClient> clientOf) = command.Demo
        ? Demo.Prepare(command)
        : (InputFiles.ReadImages(command.Images!), InputFiles.ReadAllowed(command.Allowed!), Clients.For(command));
    clientOf(null);

    AuditReport report = await TerminalReport.WithProgressAsync(images.Count, done => new Auditor(clientOf, allowed, command.Today).RunAsync(images, command.Workers, done, stop.Token));
    AccountText accounts = new(command.Mask);
    TerminalReport.Write(AnsiConsole.Console, report, accounts);
    await WriteAsync(command.Csv, file => CsvReport.Write(file, report, accounts));
    await WriteAsync(command.Json, file => JsonReport.Write(file, report, accounts));
    await WriteAsync(command.Html, file => HtmlReport.Write(file, report, accounts));
    return report.ExitCode;
}
catch (Exception exception) when (exception is InputException or ArgumentException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Cancelled; nothing was written.");
    return 3;
}

static async Task WriteAsync(string? path, Action<TextWriter> write)
{
    if (path is not null)
    {
        // With line ends of one kind, so that reports of two machines can be compared.
        await using StreamWriter file = new(path) { NewLine = "\n" };
        write(file);
    }
}
