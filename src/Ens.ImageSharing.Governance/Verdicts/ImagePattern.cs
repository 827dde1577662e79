namespace Ens.ImageSharing.Governance.Verdicts;

/// <summary>A text in which <c>*</c> stands for any characters, compared ordinally.</summary>
internal static class ImagePattern
{
    public static bool IsPattern(string text) => text.Contains('*', StringComparison.Ordinal);

    /// <summary>Goes back to the latest asterisk only: linear but for its retries, and never exponential.</summary>
    public static bool Matches(string pattern, string text)
    {
        int p = 0, t = 0, asterisk = -1, resume = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                asterisk = p++;
                resume = t;
            }
            else if (p < pattern.Length && pattern[p] == text[t])
            {
                p++;
                t++;
            }
            else if (asterisk >= 0)
            {
                p = asterisk + 1;
                t = ++resume;
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(p).IndexOfAnyExcept('*') < 0;
    }
}
