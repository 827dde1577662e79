using System.Text;

namespace Ens.ImageSharing.Wire;

/// <summary>
/// What is left of a secret in any escaping of JSON, XML and URLs: encoders leave letters and digits as they are. Finds a secret in a
/// page without decoding the page.
/// </summary>
internal static class SecretTrace
{
    /// <summary>A shorter text may stand in an honest page: it is a secret of a test, or too small a part of a real one.</summary>
    private const int Shortest = 8;

    private const int Longest = 64;

    /// <summary>The first run of letters and digits that is long enough, or else the secret as it is; empty for a short secret.</summary>
    public static ReadOnlySpan<char> Of(ReadOnlySpan<char> secret)
    {
        for (int start = 0, i = 0; i <= secret.Length; i++)
        {
            if (i < secret.Length && IsLetterOrDigit(secret[i]))
            {
                continue;
            }

            if (i - start >= Shortest)
            {
                return secret[start..Math.Min(i, start + Longest)];
            }

            start = i + 1;
        }

        return secret.Length >= Shortest ? secret[..Math.Min(secret.Length, Longest)] : default;
    }

    /// <summary>Whether a text in UTF-8 has a trace in it.</summary>
    public static bool IsIn(ReadOnlySpan<byte> text, ReadOnlySpan<char> trace)
    {
        Span<byte> bytes = stackalloc byte[Longest];
        return text.IndexOf(bytes[..Encoding.UTF8.GetBytes(trace, bytes)]) >= 0;
    }

    private static bool IsLetterOrDigit(char character) => character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');
}
