using System.Globalization;

namespace Ens.ImageSharing.Wire;

/// <summary>Undoes the escapes of JSON, XML and URLs.</summary>
internal static class Escapes
{
    /// <summary>The entities of XML, and those of HTML for what occurs in Base64.</summary>
    private static readonly (string Name, char Value)[] Entities =
    [
        ("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&apos;", '\''), ("&plus;", '+'), ("&sol;", '/'), ("&equals;", '='),
    ];

    /// <summary>The character that an escape at the beginning of a text stands for, and how long the escape is.</summary>
    private delegate (char Value, int Length) Unescape(ReadOnlySpan<char> text);

    public static Reading? UndoJson(Reading source) => Undo(source, '\\', static text =>
        text.Length >= 6 && text[1] is 'u' or 'U' && Parse(text.Slice(2, 4), NumberStyles.AllowHexSpecifier) is { } value ? (value, 6)
        : text.Length >= 2 && text[1] is '/' or '"' or '\\' or '\'' ? (text[1], 2)
        : (text[0], 1));

    public static Reading? UndoUrl(Reading source) => Undo(source, '%', static text =>
        text.Length >= 3 && Parse(text.Slice(1, 2), NumberStyles.AllowHexSpecifier) is { } value ? (value, 3) : (text[0], 1));

    public static Reading? UndoXml(Reading source) => Undo(source, '&', static text =>
    {
        foreach ((string name, char value) in Entities)
        {
            if (text.StartsWith(name.AsSpan(), StringComparison.OrdinalIgnoreCase))
            {
                return (value, name.Length);
            }
        }

        int end = text[..Math.Min(text.Length, 12)].IndexOf(';');
        if (end < 3 || text[1] != '#')
        {
            return (text[0], 1);
        }

        char? number = text[2] is 'x' or 'X'
            ? Parse(text.Slice(3, end - 3), NumberStyles.AllowHexSpecifier)
            : Parse(text.Slice(2, end - 2), NumberStyles.None);
        return number is { } known ? (known, end + 1) : (text[0], 1);
    });

    private static Reading? Undo(Reading source, char marker, Unescape unescape)
    {
        string text = source.Text;
        if (text.IndexOf(marker) < 0)
        {
            return null;
        }

        Reading.Builder decoded = new(source);
        for (int i = 0; i < text.Length;)
        {
            (char value, int length) = text[i] == marker ? unescape(text.AsSpan(i)) : (text[i], 1);
            decoded.Append(value, i, length);
            i += length;
        }

        return decoded.Build();
    }

    private static char? Parse(ReadOnlySpan<char> digits, NumberStyles style) =>
        int.TryParse(digits.ToString(), style, CultureInfo.InvariantCulture, out int value) && value is >= 0 and <= char.MaxValue
            ? (char)value
            : null;
}
