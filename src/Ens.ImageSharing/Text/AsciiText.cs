namespace Ens.ImageSharing.Text;

/// <summary>Letter case of the protocol's names, which are ASCII, whatever the culture.</summary>
internal static class AsciiText
{
    public static char ToLower(char letter) => letter is >= 'A' and <= 'Z' ? (char)(letter | 0x20) : letter;

    public static byte ToLower(byte letter) => letter is >= (byte)'A' and <= (byte)'Z' ? (byte)(letter | 0x20) : letter;

    public static bool EqualsIgnoreCase(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (left.Length != right.Length)
        {
            return false;
        }

        for (int i = 0; i < left.Length; i++)
        {
            if (ToLower(left[i]) != ToLower(right[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the text consists of the digits 0 to 9, and of at least one.</summary>
    public static bool IsDigits(ReadOnlySpan<char> text) => !text.IsEmpty && text.IndexOfAnyExceptInRange('0', '9') < 0;
}
