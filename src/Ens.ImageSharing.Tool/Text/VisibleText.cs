using System.Globalization;
using System.Text;

namespace Ens.ImageSharing.Tool.Text;

/// <summary>Text from elsewhere as it may be shown: what would act on a terminal, a page or the reading direction is escaped.</summary>
internal static class VisibleText
{
    /// <summary>The text with each control, format and separator character, and each lone surrogate, as <c>\u001b</c>.</summary>
    public static string Escape(string text)
    {
        if (IsVisible(text))
        {
            return text;
        }

        StringBuilder escaped = new(text.Length + 16);
        for (int i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text, i) && !IsInvisible(CharUnicodeInfo.GetUnicodeCategory(text, i)))
            {
                escaped.Append(text, i++, 2);
            }
            else if (char.IsSurrogate(text[i]) || IsInvisible(char.GetUnicodeCategory(text[i])))
            {
                escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[i]:x4}");
            }
            else
            {
                escaped.Append(text[i]);
            }
        }

        return escaped.ToString();
    }

    private static bool IsVisible(string text)
    {
        foreach (char character in text)
        {
            if (char.IsSurrogate(character) || IsInvisible(char.GetUnicodeCategory(character)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsInvisible(UnicodeCategory category) => category is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
