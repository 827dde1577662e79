using System.Globalization;
using Spectre.Console;

namespace ShareAudit.Reports;

/// <summary>Progress while it runs, then a table: the images that need a look first.</summary>
internal static class TerminalReport
{
    private const int MostFindings = 5;

    public static async Task<AuditReport> WithProgressAsync(int images, Func<Action<ImageReport>, Task<AuditReport>> run)
    {
        // Where nobody looks, in a pipe or a log, a bar that moves is noise.
        if (Console.IsOutputRedirected)
        {
            return await run(_ => { });
        }

        return await AnsiConsole.Progress().AutoClear(true).StartAsync(async progress =>
        {
            ProgressTask task = progress.AddTask("Reading images", maxValue: images);
            return await run(_ => task.Increment(1));
        });
    }

    public static void Write(IAnsiConsole console, AuditReport report, AccountText accounts)
    {
        Table table = new Table().Border(TableBorder.Rounded).AddColumns("Image", "Verdict", "Accounts", "What");
        foreach (ImageReport image in report.Images.Where(image => !image.IsAsAllowed))
        {
            table.AddRow(new Markup(Markup.Escape(image.ImageId)), new Markup(VerdictOf(image)), new Markup(image.Evidence.Read.ToString(CultureInfo.InvariantCulture)), new Markup(Details(image, accounts)));
        }

        if (table.Rows.Count > 0)
        {
            console.Write(table);
        }

        string color = report.ExitCode switch { 0 => "green", 1 => "yellow", _ => "red" };
        console.MarkupLine($"[{color}]{Markup.Escape(report.Summary)}[/]");
    }

    private static string VerdictOf(ImageReport image) => !image.IsRead ? "[red]could not be read[/]"
        : string.Join("\n", new[] { (Verdict.Unexpected, "red"), (Verdict.Expired, "yellow"), (Verdict.Missing, "blue") }
            .Where(kind => image.Count(kind.Item1) > 0)
            .Select(kind => string.Create(CultureInfo.InvariantCulture, $"[{kind.Item2}]{image.Count(kind.Item1)} {kind.Item1.ToString().ToLowerInvariant()}[/]")));

    private static string Details(ImageReport image, AccountText accounts)
    {
        if (image.Error is not null)
        {
            return Markup.Escape(image.Error);
        }

        Finding[] findings = [.. image.Findings.Where(finding => finding.Verdict != Verdict.Allowed)];
        IEnumerable<string> lines = findings.Take(MostFindings).Select(finding => Markup.Escape($"{finding.Verdict.ToString().ToLowerInvariant()} {accounts.Of(finding.Account)} {finding.Allowance?.Name}".TrimEnd()));
        string more = findings.Length > MostFindings ? string.Create(CultureInfo.InvariantCulture, $"\nand {findings.Length - MostFindings} more") : "";
        return string.Join("\n", lines) + more;
    }
}
