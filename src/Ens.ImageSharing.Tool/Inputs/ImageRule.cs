using System.Text;

namespace Ens.ImageSharing.Tool.Inputs;

/// <summary>The rule for image IDs: visible text without blanks that is not a piece of a table.</summary>
internal static class ImageRule
{
    /// <summary>Why the text is no image ID; <see langword="null"/> if it is one.</summary>
    public static string? Mistake(string text)
    {
        string image = $"The image {QuotedText.Of(text)}";
        if (text.Length == 0)
        {
            return "The image is empty.";
        }

        if (text.Contains(" #", StringComparison.Ordinal) || text.Contains("\t#", StringComparison.Ordinal))
        {
            return $"{image} is followed by a comment. A comment must be on a line of its own.";
        }

        if (text.AsSpan().ContainsAny(",;\"\t"))
        {
            return $"{image} holds more than an ID. Give each image a line of its own; in a CSV file, the first line names the columns.";
        }

        Rune invisible = text.EnumerateRunes().FirstOrDefault(CharacterName.IsInvisible);
        return invisible == default && !text.Contains('\0') ? null : $"{image} must not contain {CharacterName.Of(invisible)}.";
    }
}
