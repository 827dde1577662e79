namespace Ens.ImageSharing.Tool.Inputs;

/// <summary>The text of a file as UTF-8, and its lines. They end with CR LF, LF or CR.</summary>
internal sealed class SourceText
{
    private readonly byte[] _utf8;
    private readonly List<int> _lineStarts = [0];

    public SourceText(byte[] utf8)
    {
        _utf8 = utf8;
        for (int i = 0; i < utf8.Length;)
        {
            int found = utf8.AsSpan(i).IndexOfAny((byte)'\r', (byte)'\n');
            if (found < 0)
            {
                break;
            }

            i += found;
            i += utf8[i] == '\r' && i + 1 < utf8.Length && utf8[i + 1] == '\n' ? 2 : 1;
            _lineStarts.Add(i);
        }
    }

    public ReadOnlySpan<byte> Utf8 => _utf8;

    public int LineCount => _lineStarts.Count;

    /// <summary>Where a line starts, which is counted from 1.</summary>
    public int StartOf(int line) => _lineStarts[line - 1];

    /// <summary>A line without its end.</summary>
    public ReadOnlySpan<byte> Line(int line)
    {
        int end = line < LineCount ? StartOf(line + 1) : _utf8.Length;
        return _utf8.AsSpan(StartOf(line)..end).TrimEnd("\r\n"u8);
    }

    public int LineOf(int offset)
    {
        int found = _lineStarts.BinarySearch(offset);
        return found >= 0 ? found + 1 : ~found;
    }

    public Place PlaceOf(int offset)
    {
        int line = LineOf(offset), column = 1;
        foreach (byte unit in _utf8.AsSpan(StartOf(line)..offset))
        {
            // A character has exactly one byte that is not a continuation.
            column += (unit & 0xC0) == 0x80 ? 0 : 1;
        }

        return new Place(line, column);
    }
}
