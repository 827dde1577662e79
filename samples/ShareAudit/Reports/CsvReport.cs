using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace ShareAudit.Reports;

/// <summary>One line a finding, without what differs from run to run, so that two reports can be compared.</summary>
internal static class CsvReport
{
    public static void Write(TextWriter file, AuditReport report, AccountText accounts)
    {
        // A cell that a spreadsheet would take for a formula is text.
        using CsvWriter csv = new(file, new CsvConfiguration(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape, NewLine = "\n" }, leaveOpen: true);
        WriteRow(csv, "image", "verdict", "account", "name", "reason", "expiry", "error");
        foreach (ImageReport image in report.Images)
        {
            foreach (Finding finding in image.Findings)
            {
                WriteRow(
                    csv,
                    image.ImageId,
                    finding.Verdict.ToString(),
                    accounts.Of(finding.Account),
                    finding.Allowance?.Name ?? "",
                    finding.Allowance?.Reason ?? "",
                    finding.Allowance?.Expiry?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "",
                    image.Error is null ? "" : "could not be read; see the other reports");
            }
        }
    }

    private static void WriteRow(CsvWriter csv, params string[] cells)
    {
        Array.ForEach(cells, csv.WriteField);
        csv.NextRecord();
    }
}
