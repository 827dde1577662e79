using Ens.ImageSharing.Tool.Text;

namespace Ens.ImageSharing.Tool.Reports;

/// <summary>The report for spreadsheets: one row a finding.</summary>
/// <remarks>
/// Every image has at least one row: an unread image has one with the verdict <c>unread</c> and the error, and an image without any
/// finding has one with the verdict <c>clean</c>. A cell that a spreadsheet might take for a formula has an apostrophe in front.
/// For Excel there is a byte order mark, and IDs that begin with a digit are written as <c>="1515285520000000"</c>: Excel shows exactly
/// these digits as text, saves them as digits, and would otherwise round them to 15.
/// </remarks>
internal static class CsvReport
{
    private const char ByteOrderMark = '\ufeff';

    public static void Write(TextWriter writer, AuditReport report, AccountText accounts, bool excel)
    {
        if (excel)
        {
            writer.Write(ByteOrderMark);
        }

        writer.Write("image,verdict,account,name,reason,owner,expiry,error\n");
        foreach (ReportedImage image in report.Images)
        {
            string imageId = Id(image.ImageId, excel);
            foreach (ReportedFinding finding in image.Findings)
            {
                WriteRow(
                    writer,
                    imageId,
                    VerdictNames.Of(finding.Verdict),
                    Id(accounts.Of(finding.Account), excel),
                    Cell(accounts.In(finding.Name)),
                    Cell(accounts.In(finding.Reason)),
                    Cell(accounts.In(finding.Owner)),
                    finding.Expiry is { } expiry ? ReportTime.Format(expiry) : "",
                    "");
            }

            if (image.Findings.Count == 0)
            {
                string error = Cell(accounts.In(image.Error, image.ImageId));
                WriteRow(writer, imageId, VerdictNames.Of(image.Verdict), "", "", "", "", "", error);
            }
        }
    }

    private static string Cell(string? text) => text is null ? "" : CsvLine.Neutralize(VisibleText.Escape(text));

    private static string Id(string id, bool excel) => excel && id.Length > 0 && char.IsAsciiDigit(id[0])
        ? $"=\"{VisibleText.Escape(id).Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : CsvLine.Neutralize(VisibleText.Escape(id));

    private static void WriteRow(TextWriter writer, params ReadOnlySpan<string> cells)
    {
        for (int i = 0; i < cells.Length; i++)
        {
            if (i > 0)
            {
                writer.Write(',');
            }

            writer.Write(CsvLine.Quote(cells[i]));
        }

        writer.Write('\n');
    }
}
