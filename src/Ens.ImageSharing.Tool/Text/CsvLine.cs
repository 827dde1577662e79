namespace Ens.ImageSharing.Tool.Text;

/// <summary>A line of comma-separated values, as RFC 4180 writes it.</summary>
internal static class CsvLine
{
    /// <summary>Joins cells. What would act on a terminal is escaped, and a cell that a spreadsheet would take for a formula is
    /// text.</summary>
    public static string Of(IEnumerable<string?> cells) => string.Join(',', cells.Select(cell => Quote(VisibleText.Escape(cell ?? ""))));

    private static string Quote(string cell)
    {
        string text = cell is ['=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠', ..] ? "'" + cell : cell;
        return text.AsSpan().IndexOfAny(",\"") >= 0 || text is [' ', ..] or [.., ' ']
            ? "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\""
            : text;
    }
}
