using System.Globalization;
using System.Text;

namespace Ens.ImageSharing.Wire;

/// <summary>A text with some layers of escapes undone, which remembers where each of its characters comes from.</summary>
internal sealed class EscapedText
{
    /// <summary>More layers than any chain of encoders adds, and few enough for hostile text.</summary>
    private const int MaxLayers = 6;

    private static readonly (string Name, char Value)[] XmlEntities =
        [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&apos;", '\'')];

    /// <summary>Where each character begins in the original text, and, as the last entry, where the text ends. <see langword="null"/>: as it is.</summary>
    private readonly List<int>? _starts;

    private readonly int _layer;

    public EscapedText(string text) => Text = text;

    private EscapedText(string text, List<int> starts, int layer)
    {
        Text = text;
        _starts = starts;
        _layer = layer;
    }

    public string Text { get; }

    /// <summary>Undoes one more layer; <see langword="null"/> if there is none.</summary>
    public EscapedText? Decode()
    {
        if (_layer == MaxLayers || Text.AsSpan().IndexOfAny('%', '\\', '&') < 0)
        {
            return null;
        }

        StringBuilder decoded = new(Text.Length);
        List<int> starts = new(Text.Length + 1);
        for (int i = 0; i < Text.Length;)
        {
            (char value, int length) = Unescape(Text.AsSpan(i));
            decoded.Append(value);
            starts.Add(Start(i));
            i += length;
        }

        starts.Add(Start(Text.Length));
        return decoded.Length == Text.Length ? null : new EscapedText(decoded.ToString(), starts, _layer + 1);
    }

    /// <summary>Marks the original characters behind a part of this text.</summary>
    public void Mark(int start, int length, bool[] marks)
    {
        for (int i = Start(start); i < Start(start + length); i++)
        {
            marks[i] = true;
        }
    }

    /// <summary>The character at the beginning of a text, and how many characters write it.</summary>
    private static (char Value, int Length) Unescape(ReadOnlySpan<char> text)
    {
        switch (text[0])
        {
            case '%' when text.Length >= 3 && Parse(text.Slice(1, 2), NumberStyles.AllowHexSpecifier) is { } value:
                return ((char)value, 3);
            case '\\' when text.Length >= 6 && text[1] is 'u' or 'U' && Parse(text.Slice(2, 4), NumberStyles.AllowHexSpecifier) is { } value:
                return ((char)value, 6);
            case '\\' when text.Length >= 2 && text[1] is '/' or '"' or '\\' or '\'':
                return (text[1], 2);
            case '&':
                return UnescapeEntity(text);
            default:
                return (text[0], 1);
        }
    }

    private static (char Value, int Length) UnescapeEntity(ReadOnlySpan<char> text)
    {
        foreach ((string name, char value) in XmlEntities)
        {
            if (text.StartsWith(name.AsSpan(), StringComparison.OrdinalIgnoreCase))
            {
                return (value, name.Length);
            }
        }

        int end = text.IndexOf(';');
        if (end is < 3 or > 10 || text[1] != '#')
        {
            return ('&', 1);
        }

        int? number = text[2] is 'x' or 'X'
            ? Parse(text.Slice(3, end - 3), NumberStyles.AllowHexSpecifier)
            : Parse(text.Slice(2, end - 2), NumberStyles.None);
        return number is <= char.MaxValue and { } known ? ((char)known, end + 1) : ('&', 1);
    }

    private static int? Parse(ReadOnlySpan<char> digits, NumberStyles style) =>
        int.TryParse(digits.ToString(), style, CultureInfo.InvariantCulture, out int value) && value >= 0 ? value : null;

    private int Start(int index) => _starts is null ? index : _starts[index];
}
