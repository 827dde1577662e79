using System.Buffers;
using System.Text.RegularExpressions;

namespace Ens.ImageSharing.Tool.Text;

/// <summary>A line of comma-separated values, as RFC 4180 writes it.</summary>
internal static partial class CsvLine
{
    /// <summary>As in a class of a regular expression.</summary>
    private const string Signs = "=+@\uff1d\uff0b\uff0d\uff20\u2212\ufe63\ufe62\ufe66\ufe6b-";

    private static readonly SearchValues<char> SignValues = SearchValues.Create(Signs);

    private static readonly SearchValues<char> Special = SearchValues.Create(",;\"\r\n");

    /// <summary>Joins cells. What would act on a terminal is escaped, and a cell that a spreadsheet would take for a formula is
    /// text.</summary>
    public static string Of(IEnumerable<string?> cells) =>
        string.Join(',', cells.Select(cell => Quote(Neutralize(VisibleText.Escape(cell ?? "")))));

    /// <summary>Puts an apostrophe where a spreadsheet would begin a formula: at the start, and behind a semicolon, which separates cells
    /// in many countries.</summary>
    public static string Neutralize(string text) =>
        text.AsSpan().ContainsAny(SignValues) ? FormulaStart().Replace(text, "${before}'${sign}") : text;

    /// <summary>Quotes a cell that needs it.</summary>
    public static string Quote(string cell) => cell.AsSpan().ContainsAny(Special) || cell.AsSpan().Trim().Length != cell.Length
        ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : cell;

    /// <summary>Blanks and quotation marks are passed over, as importers do. The signs have full-width twins.</summary>
    [GeneratedRegex(
        "(?<before>^|;)(?<sign>[\\s\"'\u201c\u201d\uff02\uff07]*[" + Signs + "])", RegexOptions.NonBacktracking)]
    private static partial Regex FormulaStart();
}
