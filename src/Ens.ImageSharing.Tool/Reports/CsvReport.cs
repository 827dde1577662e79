using System.Buffers;
using System.Text.RegularExpressions;
using Ens.ImageSharing.Tool.Text;

namespace Ens.ImageSharing.Tool.Reports;

/// <summary>The report for spreadsheets: one row a finding.</summary>
/// <remarks>
/// Every image has at least one row: an unread image has one with the verdict <c>unread</c> and the error, and an image without any
/// finding has one with the verdict <c>clean</c>. A cell that a spreadsheet might take for a formula has an apostrophe in front.
/// For Excel there is a byte order mark, and IDs that begin with a digit are written as <c>="1515285520000000"</c>: Excel shows exactly
/// these digits as text, saves them as digits, and would otherwise round them to 15.
/// </remarks>
internal static partial class CsvReport
{
    private const char ByteOrderMark = '\ufeff';

    /// <summary>As in a class of a regular expression.</summary>
    private const string Signs = "=+@\uff1d\uff0b\uff0d\uff20\u2212\ufe63\ufe62\ufe66\ufe6b-";

    private static readonly SearchValues<char> SignValues = SearchValues.Create(Signs);

    private static readonly SearchValues<char> Special = SearchValues.Create(",;\"\r\n");

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
                    Cell(finding.Name),
                    Cell(finding.Reason),
                    Cell(finding.Owner),
                    finding.Expiry is { } expiry ? ReportTime.Format(expiry) : "",
                    "");
            }

            if (image.Findings.Count == 0)
            {
                WriteRow(writer, imageId, VerdictNames.Of(image.Verdict), "", "", "", "", "", Cell(image.Error));
            }
        }

        string Cell(string? text) => text is null ? "" : Neutralize(VisibleText.Escape(accounts.In(text)));
    }

    private static string Id(string id, bool excel) => excel && id.Length > 0 && char.IsAsciiDigit(id[0])
        ? $"=\"{VisibleText.Escape(id).Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : Neutralize(VisibleText.Escape(id));

    /// <summary>Puts an apostrophe where a spreadsheet would begin a formula: at the start, and behind a semicolon, which separates cells
    /// in many countries.</summary>
    private static string Neutralize(string text) =>
        text.AsSpan().ContainsAny(SignValues) ? FormulaStart().Replace(text, "${before}'${sign}") : text;

    private static void WriteRow(TextWriter writer, params ReadOnlySpan<string> cells)
    {
        for (int i = 0; i < cells.Length; i++)
        {
            if (i > 0)
            {
                writer.Write(',');
            }

            WriteCell(writer, cells[i]);
        }

        writer.Write('\n');
    }

    private static void WriteCell(TextWriter writer, string cell)
    {
        if (!cell.AsSpan().ContainsAny(Special) && cell.AsSpan().Trim().Length == cell.Length)
        {
            writer.Write(cell);
            return;
        }

        writer.Write('"');
        writer.Write(cell.Replace("\"", "\"\"", StringComparison.Ordinal));
        writer.Write('"');
    }

    /// <summary>Blanks and quotation marks are passed over, as importers do. The signs have full-width twins.</summary>
    [GeneratedRegex(
        "(?<before>^|;)(?<sign>[\\s\"'\u201c\u201d\uff02\uff07]*[" + Signs + "])", RegexOptions.NonBacktracking)]
    private static partial Regex FormulaStart();
}
