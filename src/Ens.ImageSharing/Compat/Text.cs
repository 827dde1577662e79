#if !NET
using System.Text;

namespace Ens.ImageSharing.Compat;

/// <summary>The span overloads of newer frameworks.</summary>
internal static class Text
{
    extension(Encoding encoding)
    {
        public int GetByteCount(ReadOnlySpan<char> value) => encoding.GetByteCount(value.ToArray());

        public int GetBytes(ReadOnlySpan<char> value, Span<byte> destination)
        {
            byte[] bytes = encoding.GetBytes(value.ToArray());
            bytes.CopyTo(destination);
            return bytes.Length;
        }

        public string GetString(ReadOnlySpan<byte> value) => encoding.GetString(value.ToArray());
    }

    extension(ReadOnlySpan<char> text)
    {
        public int Count(char value)
        {
            int count = 0;
            foreach (char character in text)
            {
                count += character == value ? 1 : 0;
            }

            return count;
        }
    }

    extension<T>(ReadOnlySpan<T> span)
        where T : IComparable<T>
    {
        public int IndexOfAnyExceptInRange(T low, T high)
        {
            for (int i = 0; i < span.Length; i++)
            {
                if (span[i].CompareTo(low) < 0 || span[i].CompareTo(high) > 0)
                {
                    return i;
                }
            }

            return -1;
        }
    }

    extension(Convert)
    {
        public static string ToBase64String(ReadOnlySpan<byte> value) => Convert.ToBase64String(value.ToArray());

        public static bool TryToHexStringLower(ReadOnlySpan<byte> source, Span<byte> utf8Destination, out int bytesWritten)
        {
            for (int i = 0; i < source.Length; i++)
            {
                utf8Destination[2 * i] = "0123456789abcdef"u8[source[i] >> 4];
                utf8Destination[(2 * i) + 1] = "0123456789abcdef"u8[source[i] & 15];
            }

            bytesWritten = source.Length * 2;
            return true;
        }
    }

    extension(string text)
    {
        public bool Contains(string value, StringComparison comparison) => text.IndexOf(value, comparison) >= 0;

        public bool Contains(char value) => text.IndexOf(value) >= 0;

        public bool StartsWith(char value) => text.Length > 0 && text[0] == value;
    }
}

/// <summary>The part of the newer class of this name that is used here.</summary>
internal static class Ascii
{
    public static void ToLower(ReadOnlySpan<char> source, Span<byte> destination, out int bytesWritten)
    {
        for (int i = 0; i < source.Length; i++)
        {
            destination[i] = (byte)(source[i] is >= 'A' and <= 'Z' ? source[i] | 0x20 : source[i]);
        }

        bytesWritten = source.Length;
    }
}
#endif
