using Ens.ImageSharing.Governance;
using Ens.ImageSharing.Tool.Outputs;
using Ens.ImageSharing.Tool.Reports;
using Ens.ImageSharing.Tool.Terminal;
using Ens.ImageSharing.Tool.Text;

namespace Ens.ImageSharing.Tool.Commands;

/// <summary>Shows a report on the standard output, and ends the verb.</summary>
internal static class AuditView
{
    /// <summary>Writes the files and the data, says the verdict and returns the exit code.</summary>
    public static async Task<int> EndAsync(
        Verb verb, AuditReport report, AuditOutputs outputs, AccountText accounts, bool isInterrupted)
    {
        bool isWritten = await outputs.WriteAsync(report, verb.Console, verb.Interruption).ConfigureAwait(false);
        Show(verb, report, accounts);
        if (isWritten || report.ExitCode != ExitCode.Success)
        {
            // That all is well is never said beside a failure.
            verb.Console.Say(report.VerdictSentence);
        }

        return isInterrupted ? ExitCode.Interrupted : isWritten ? report.ExitCode : ExitCode.Failed;
    }

    private static void Show(Verb verb, AuditReport report, AccountText accounts)
    {
        switch (verb.Console.Format)
        {
            case OutputFormat.Json:
                verb.Console.WriteData(stream => JsonReport.Write(stream, report, accounts));
                break;
            case OutputFormat.Table:
                ShowDifferences(verb.Console, report, accounts);
                break;
            default:
                ShowRows(verb.Console, report, accounts);
                break;
        }
    }

    private static void ShowRows(ToolConsole console, AuditReport report, AccountText accounts)
    {
        using StringWriter csv = new() { NewLine = "\n" };
        CsvReport.Write(csv, report, accounts, excel: false);
        string text = csv.ToString();
        console.WriteText(console.Format == OutputFormat.Csv ? text : text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..]);
    }

    /// <summary>A person at a terminal sees what needs a decision.</summary>
    private static void ShowDifferences(ToolConsole console, AuditReport report, AccountText accounts)
    {
        RowWriter rows = console.StartRows("image", "verdict", "account", "name", "reason", "owner", "expiry");
        foreach (ReportedImage image in report.Images.OrderByDescending(image => image.Verdict))
        {
            if (image.Error is { } error)
            {
                rows.Add(image.ImageId, "unread", "", "", accounts.In(error, image.ImageId), "", "");
            }

            foreach (ReportedFinding finding in image.Findings.Where(finding => finding.Verdict != ShareVerdict.Allowed))
            {
                rows.Add(
                    image.ImageId,
                    VerdictNames.Of(finding.Verdict) + (finding.IsNew == true ? " (new)" : ""),
                    accounts.Of(finding.Account),
                    accounts.In(finding.Name ?? ""),
                    accounts.In(finding.Reason ?? ""),
                    accounts.In(finding.Owner ?? ""),
                    finding.Expiry is { } day ? ReportTime.Format(day) : null);
            }
        }

        rows.End();
    }
}
