using System.Net;

namespace Ens.ImageSharing.Wire;

/// <summary>Elements of an error response in XML. Finding five flat ones, also in a text that breaks off, needs no XML reader.</summary>
internal static class XmlElement
{
    /// <summary>The text of the first element with this name; <see langword="null"/> if there is none or it is empty.</summary>
    public static string? Find(ReadOnlySpan<char> text, string name)
    {
        int start = text.IndexOf($"<{name}>".AsSpan(), StringComparison.OrdinalIgnoreCase);
        if (start < 0)
        {
            return null;
        }

        ReadOnlySpan<char> rest = text[(start + name.Length + 2)..];
        int end = rest.IndexOf($"</{name}>".AsSpan(), StringComparison.OrdinalIgnoreCase);
        // Stryker disable once Equality: an empty element counts as missing, too.
        if (end < 0)
        {
            return null;
        }

        string value = WebUtility.HtmlDecode(rest[..end].Trim().ToString());
        const string Open = "<![CDATA[", Close = "]]>";
        if (value.StartsWith(Open, StringComparison.Ordinal) && value.EndsWith(Close, StringComparison.Ordinal))
        {
            value = value[Open.Length..^Close.Length];
        }

        return value.Length == 0 ? null : value;
    }
}
