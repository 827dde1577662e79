using System.Globalization;
using System.Text;

namespace Ens.ImageSharing.Tool.Inputs;

/// <summary>How messages name a character that cannot be seen, or that looks like another one.</summary>
internal static class CharacterName
{
    public static string Of(Rune character)
    {
        string? name = character.Value switch
        {
            0x09 => "tab",
            0x0A or 0x0D => "line break",
            0x20 => "blank",
            0xA0 => "no-break space",
            0xAD => "soft hyphen",
            0x200B => "zero-width space",
            0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) => "direction mark",
            0x202F => "narrow no-break space",
            0x3000 => "ideographic space",
            0xFEFF => "byte order mark",
            >= 0xFF10 and <= 0xFF19 => "full-width digit",
            _ when Rune.IsDigit(character) => "digit of another script",
            _ when Rune.IsControl(character) => "control character",
            _ when IsInvisible(character) => "invisible character",
            _ => null,
        };
        return name is null ? $"'{character}'" : string.Create(CultureInfo.InvariantCulture, $"U+{character.Value:X4} ({name})");
    }

    /// <summary>Whether the character cannot be seen: blanks, control and format characters, and what is no character.</summary>
    public static bool IsInvisible(Rune character) => Rune.IsWhiteSpace(character) || character == Rune.ReplacementChar
        || Rune.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned;
}
