namespace Ens.ImageSharing.Wire;

/// <summary>Undoes Base64, in both alphabets, and hex, wherever a text may be a part of it. Keeps what can be read.</summary>
internal static class BinaryText
{
    /// <summary>Nothing shorter is worth finding.</summary>
    private const int ShortestText = 4;

    private const byte NotDigit = byte.MaxValue;

    private static readonly byte[] Base64Digits = Digits(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", ('-', '+'), ('_', '/'));
    private static readonly byte[] HexDigits = Digits(
        "0123456789abcdef", ('A', 'a'), ('B', 'b'), ('C', 'c'), ('D', 'd'), ('E', 'e'), ('F', 'f'));

    public static Reading? UndoBase64(Reading source) => Undo(source, Base64Digits, bits: 6, places: 4);

    public static Reading? UndoHex(Reading source) => Undo(source, HexDigits, bits: 4, places: 2);

    /// <summary>The value of each ASCII character; <see cref="NotDigit"/> for one that is not a digit.</summary>
    private static byte[] Digits(string alphabet, params (char Other, char Digit)[] others)
    {
        byte[] values = new byte[128];
        for (int i = 0; i < values.Length; i++)
        {
            int index = alphabet.IndexOf((char)i);
            values[i] = index < 0 ? NotDigit : (byte)index;
        }

        foreach ((char other, char digit) in others)
        {
            values[other] = values[digit];
        }

        return values;
    }

    /// <summary>Decodes every run of digits, and from each place in its first group, since other text may stand right before it.</summary>
    private static Reading Undo(Reading source, byte[] digits, int bits, int places)
    {
        string text = source.Text;
        Reading.Builder decoded = new(source);
        for (int start = 0; start < text.Length;)
        {
            int end = start;
            while (end < text.Length && text[end] < digits.Length && digits[text[end]] != NotDigit)
            {
                end++;
            }

            for (int place = 0; place < places && (end - start - place) * bits >= ShortestText * 8; place++)
            {
                AppendReadable(decoded, text, start + place, end, digits, bits);
            }

            start = end + 1;
        }

        return decoded.Build();
    }

    private static void AppendReadable(Reading.Builder decoded, string text, int start, int end, byte[] digits, int bits)
    {
        int readable = decoded.Length, pending = 0, value = 0;
        for (int i = start, position = 0; i < end; i++)
        {
            value = ((value << bits) | digits[text[i]]) & 0xFFFF;
            pending += bits;
            if (pending < 8)
            {
                continue;
            }

            pending -= 8;
            int first = start + (position / bits);
            position += 8;
            char character = (char)((value >> pending) & 0xFF);
            if (character is > ' ' and <= '~')
            {
                decoded.Append(character, first, i - first + 1);
            }
            else
            {
                readable = EndReadable(decoded, readable, i);
            }
        }

        EndReadable(decoded, readable, end - 1);
    }

    /// <summary>Keeps a readable text apart from the next one, and drops it if it is too short.</summary>
    /// <returns>Where the next one begins.</returns>
    private static int EndReadable(Reading.Builder decoded, int start, int last)
    {
        if (decoded.Length - start >= ShortestText)
        {
            decoded.Append('\0', last, 1);
        }
        else
        {
            decoded.Length = start;
        }

        return decoded.Length;
    }
}
