using System.Text;
using System.Text.Json;

namespace Ens.ImageSharing.Fuzz;

/// <summary>A text as the encoders of URLs, JSON, HTML and XML write it.</summary>
internal static class EncodedForms
{
    public static string[] Of(string text)
    {
        string once = Uri.EscapeDataString(text);
        string twice = Uri.EscapeDataString(once);
        string json = JsonEncodedText.Encode(text).ToString();
        string decimals = WithReferences(text, "&#", "D");
        string hexadecimals = WithReferences(text, "&#x", "X");
        string[] forms =
        [
            text,
            once, WithSmallHex(once, "%"),
            twice, WithSmallHex(twice, "%25"),
            text.Replace("/", "\\/"), json, WithSmallHex(json, "\\u00"),
            decimals, hexadecimals, WithSmallHex(hexadecimals, "&#x"),
            Convert.ToBase64String(Encoding.UTF8.GetBytes(text)),
        ];
        return forms;
    }

    /// <summary>Everything but letters and digits as a character reference.</summary>
    private static string WithReferences(string text, string mark, string format) => string.Concat(text.Select(character =>
        char.IsAsciiLetterOrDigit(character) ? $"{character}" : $"{mark}{((int)character).ToString(format, null)};"));

    /// <summary>The two digits behind each mark in small letters.</summary>
    private static string WithSmallHex(string text, string mark) => string.Join(
        mark,
        text.Split(mark).Select((part, index) => index == 0 || part.Length < 2 ? part : part[..2].ToLowerInvariant() + part[2..]));
}
