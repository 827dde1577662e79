using System.Globalization;
using System.Text;

namespace Ens.ImageSharing.Tool.Inputs;

/// <summary>Reads a CSV file whose first row names the columns. The separator is the one that the first row has.</summary>
internal static class CsvTable
{
    private static readonly byte[] Separators = [.. ",;\t"u8];

    /// <summary>Reads the rows below the header. Blank rows are skipped.</summary>
    /// <param name="file">The file.</param>
    /// <param name="shape">The columns.</param>
    /// <param name="start">The line of the header, or of the <c>sep=</c> before it.</param>
    /// <param name="hasComments">Whether rows that start with <c>#</c> are comments, instead of being refused.</param>
    public static IEnumerable<InputRecord> Read(InputFile file, RecordShape shape, int start, bool hasComments)
    {
        (byte separator, int headerLine) = ReadSeparator(file, start, hasComments);
        CsvReader reader = new(file, file.Text.StartOf(headerLine), separator);
        CsvRow header = reader.ReadRow()!;
        int[] columns = Columns(file, shape, header);
        while (reader.ReadRow() is { } row)
        {
            if (row.IsBlank || (hasComments && row.IsComment))
            {
                continue;
            }

            RequireLength(file, row, header.Cells.Count, separator);
            InputValue?[] values = new InputValue?[shape.Names.Count];
            for (int i = 0; i < columns.Length; i++)
            {
                values[columns[i]] = row.Cells[i].Text.Length == 0 ? null : row.Cells[i];
            }

            yield return new InputRecord(shape, row.Cells[0].Offset, element: null, values);
        }
    }

    /// <summary>The first line from a line on that is not blank, nor a comment if there may be comments; 0 if there is none.</summary>
    public static int FirstLine(SourceText text, bool hasComments, int from = 1)
    {
        for (int line = from; line <= text.LineCount; line++)
        {
            ReadOnlySpan<byte> content = text.Line(line).Trim(" \t"u8);
            if (!content.IsEmpty && !(hasComments && content[0] == '#'))
            {
                return line;
            }
        }

        return 0;
    }

    /// <summary>What Excel writes and reads as the first line: <c>sep=;</c>, possibly in quotes.</summary>
    public static bool IsSeparatorLine(ReadOnlySpan<byte> line) =>
        Encoding.UTF8.GetString(line[..Math.Min(line.Length, 8)]).Trim(' ', '"').StartsWith("sep=", StringComparison.OrdinalIgnoreCase);

    /// <summary>Which separator the file has, and the line of its header.</summary>
    private static (byte Separator, int Header) ReadSeparator(InputFile file, int start, bool hasComments)
    {
        ReadOnlySpan<byte> first = file.Text.Line(start);
        if (!IsSeparatorLine(first))
        {
            foreach (byte candidate in Separators)
            {
                if (first.Contains(candidate))
                {
                    return (candidate, start);
                }
            }

            return (Separators[0], start);
        }

        if (first.Trim(" \""u8)["sep=".Length..] is not [byte separator] || !Separators.Contains(separator))
        {
            throw file.Refuse(file.Text.StartOf(start), "The line 'sep=' must name a comma, a semicolon or a tab.");
        }

        int header = FirstLine(file.Text, hasComments, start + 1);
        return header > 0 ? (separator, header) : throw file.Refuse("No line names the columns.");
    }

    private static int[] Columns(InputFile file, RecordShape shape, CsvRow header)
    {
        int[] columns = new int[header.Cells.Count];
        for (int i = 0; i < columns.Length; i++)
        {
            (string name, int offset) = header.Cells[i];
            columns[i] = shape.IndexOf(name);
            if (name.Length == 0)
            {
                throw file.Refuse(offset, $"A column of the header has no name. Known: {string.Join(", ", shape.Names)}.");
            }

            if (columns[i] < 0)
            {
                string advice = char.IsAsciiDigit(name[0]) ? "The first line must name the columns. " : "";
                throw file.Refuse(offset, advice + shape.Unknown("column", name));
            }

            if (columns.AsSpan(0, i).Contains(columns[i]))
            {
                throw file.Refuse(offset, $"The column {QuotedText.Of(name)} appears twice.");
            }
        }

        return columns.Contains(0) ? columns : throw file.Refuse(
            header.Cells[0].Offset, $"The column '{shape.MandatoryName}' is missing. The first line must name the columns.");
    }

    private static void RequireLength(InputFile file, CsvRow row, int length, byte separator)
    {
        int actual = row.Cells.Count;
        if (actual == length)
        {
            return;
        }

        string advice = row.IsComment ? "Comments are not allowed in this file."
            : actual > length ? $"A cell that contains a {Name(separator)} must be in double quotes."
            : $"There is a {Name(separator)} between two cells, also where they are empty.";
        throw file.Refuse(actual > length ? row.Cells[length].Offset : row.End, string.Create(
            CultureInfo.InvariantCulture, $"The row has {actual} cell{(actual == 1 ? "" : "s")}, but the header has {length}. {advice}"));
    }

    private static string Name(byte separator) => separator switch
    {
        (byte)',' => "comma",
        (byte)';' => "semicolon",
        _ => "tab",
    };
}
