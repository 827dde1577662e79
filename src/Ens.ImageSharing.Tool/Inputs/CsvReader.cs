using System.Globalization;
using System.Text;

namespace Ens.ImageSharing.Tool.Inputs;

/// <summary>Reads rows of cells as RFC 4180 describes them, strictly. Blanks and tabs around a cell are not part of it.</summary>
internal sealed class CsvReader(InputFile file, int start, byte separator)
{
    private int _position = start;

    private ReadOnlySpan<byte> Rest => file.Text.Utf8[_position..];

    /// <summary>Reads a row, which may be blank; <see langword="null"/> at the end.</summary>
    public CsvRow? ReadRow()
    {
        if (Rest.IsEmpty)
        {
            return null;
        }

        List<InputValue> cells = [];
        do
        {
            cells.Add(ReadCell());
        }
        while (TrySkip(separator));

        int end = _position;
        TrySkip((byte)'\r');
        TrySkip((byte)'\n');
        return new CsvRow(cells, end);
    }

    private InputValue ReadCell()
    {
        SkipBlanks();
        int offset = _position;
        return new InputValue((TrySkip((byte)'"') ? ReadQuoted(offset) : ReadPlain()).Trim(' ', '\t'), offset);
    }

    private string ReadPlain()
    {
        ReadOnlySpan<byte> cell = Rest;
        int end = cell.IndexOfAny([separator, (byte)'\r', (byte)'\n']);
        cell = end < 0 ? cell : cell[..end];
        int quote = cell.IndexOf((byte)'"');
        if (quote >= 0)
        {
            throw file.Refuse(_position + quote, cell.StartsWith("="u8)
                ? "A cell such as =\"123\" is a formula of a spreadsheet. Format the column as text and enter the value alone."
                : "A cell that contains a double quote must be in double quotes, and the quote within it must be doubled.");
        }

        _position += cell.Length;
        return Encoding.UTF8.GetString(cell);
    }

    private string ReadQuoted(int open)
    {
        StringBuilder text = new();
        do
        {
            int length = Rest.IndexOf((byte)'"');
            if (length < 0)
            {
                throw file.Refuse(open, "The double quote that opens here is never closed.");
            }

            // Of a doubled quote, the first one belongs to the text.
            text.Append(Encoding.UTF8.GetString(Rest[..length]));
            _position += length + 1;
            text.Append(Rest.StartsWith("\""u8) ? "\"" : "");
        }
        while (TrySkip((byte)'"'));

        SkipBlanks();
        if (!Rest.IsEmpty && !Rest.StartsWith([separator]) && Rest[0] is not ((byte)'\r' or (byte)'\n'))
        {
            int line = file.Text.LineOf(open);
            throw file.Refuse(_position, string.Create(
                CultureInfo.InvariantCulture,
                $"Text follows the closing double quote of a cell that starts on line {line}. A quote within a cell must be doubled."));
        }

        return text.ToString();
    }

    private void SkipBlanks()
    {
        while (TrySkip((byte)' ') || (separator != '\t' && TrySkip((byte)'\t')))
        {
        }
    }

    private bool TrySkip(byte unit)
    {
        if (!Rest.StartsWith([unit]))
        {
            return false;
        }

        _position++;
        return true;
    }
}

/// <summary>A row of a CSV file, and where it ends.</summary>
internal sealed record CsvRow(IReadOnlyList<InputValue> Cells, int End)
{
    public bool IsBlank => Cells.All(cell => cell.Text.Length == 0);

    public bool IsComment => Cells[0].Text.StartsWith('#');
}
