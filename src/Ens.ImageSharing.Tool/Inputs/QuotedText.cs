using Ens.ImageSharing.Tool.Text;

namespace Ens.ImageSharing.Tool.Inputs;

/// <summary>What stands in a file, as messages quote it: safe to show, and not much of it.</summary>
internal static class QuotedText
{
    private const int MaxLength = 60;

    public static string Of(string text)
    {
        if (text.Length <= MaxLength)
        {
            return $"'{VisibleText.Escape(text)}'";
        }

        int length = char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength;
        return $"'{VisibleText.Escape(text[..length])}…'";
    }
}
