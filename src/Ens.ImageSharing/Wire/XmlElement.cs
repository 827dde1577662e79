using System.Net;

namespace Ens.ImageSharing.Wire;

/// <summary>Elements of an error response in XML. Finding five flat ones, also in a text that breaks off, needs no XML reader.</summary>
internal static class XmlElement
{
    /// <summary>Whether the text is an error or another response, and not a page for people: by its first element.</summary>
    public static bool IsResponse(ReadOnlySpan<char> text)
    {
        while (NextTag(ref text, out ReadOnlySpan<char> name))
        {
            if (name.IsEmpty || name[0] is not ('?' or '!'))
            {
                return EndsWith(name, "Error") || EndsWith(name, "Response") || EndsWith(name, "Code");
            }
        }

        return false;
    }

    /// <summary>The text of the first element with this name; <see langword="null"/> if there is none or it is empty.</summary>
    public static string? Find(ReadOnlySpan<char> text, string name)
    {
        while (NextTag(ref text, out ReadOnlySpan<char> found))
        {
            int prefix = found.IndexOf(':') + 1;
            if (!found[prefix..].Equals(name.AsSpan(), StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            int open = text.IndexOf('>');
            if (open > 0 && text[open - 1] == '/')
            {
                continue;
            }

            int close = text.IndexOf($"</{found.ToString()}".AsSpan(), StringComparison.OrdinalIgnoreCase);
            // Stryker disable once Equality: an empty element counts as missing, too.
            return open < 0 || close < open ? null : Value(text[(open + 1)..close]);
        }

        return null;
    }

    /// <summary>Goes on behind the name of the next tag.</summary>
    private static bool NextTag(ref ReadOnlySpan<char> text, out ReadOnlySpan<char> name)
    {
        int start = text.IndexOf('<');
        text = start < 0 ? default : text[(start + 1)..];
        int end = text.IndexOfAny(" \t\r\n/>".AsSpan());
        name = end > 0 ? text[..end] : default;
        text = end > 0 ? text[end..] : text;
        return start >= 0;
    }

    private static bool EndsWith(ReadOnlySpan<char> name, string word) => name.EndsWith(word.AsSpan(), StringComparison.OrdinalIgnoreCase);

    private static string? Value(ReadOnlySpan<char> text)
    {
        const string Open = "<![CDATA[", Close = "]]>";
        string value = WebUtility.HtmlDecode(text.Trim().ToString());
        if (value.StartsWith(Open, StringComparison.Ordinal) && value.EndsWith(Close, StringComparison.Ordinal))
        {
            value = value[Open.Length..^Close.Length];
        }

        return value.Length == 0 ? null : value;
    }
}
