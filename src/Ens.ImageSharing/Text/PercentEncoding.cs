using System.Buffers.Text;

namespace Ens.ImageSharing.Text;

/// <summary>Texts and parameters in the encoding of URLs, which is the one that is signed.</summary>
internal static class PercentEncoding
{
    /// <summary>Appends text percent-encoded over its UTF-8 bytes; only <c>A-Z a-z 0-9 - _ . ~</c> stay as they are.</summary>
    public static void AppendPercentEncoded(this ref Utf8Buffer target, scoped ReadOnlySpan<char> value)
    {
        Utf8Buffer utf8 = new(stackalloc byte[256]);
        utf8.Append(value);
        target.AppendPercentEncoded(utf8.Written);
        utf8.Dispose();
    }

    /// <inheritdoc cref="AppendPercentEncoded(ref Utf8Buffer, ReadOnlySpan{char})"/>
    public static void AppendPercentEncoded(this ref Utf8Buffer target, scoped ReadOnlySpan<byte> utf8)
    {
        foreach (byte value in utf8)
        {
            if (IsUnreserved(value))
            {
                target.Append(value);
            }
            else
            {
                target.Append((byte)'%');
                // Stryker disable once Bitwise: a byte has no sign to shift.
                target.Append("0123456789ABCDEF"u8[value >> 4]);
                target.Append("0123456789ABCDEF"u8[value & 15]);
            }
        }
    }

    /// <summary>Appends the bytes that percent-encoded text stands for; a stray <c>%</c> stands for itself.</summary>
    public static void AppendPercentDecoded(this ref Utf8Buffer target, scoped ReadOnlySpan<char> encoded)
    {
        while (!encoded.IsEmpty)
        {
            int percent = encoded.IndexOf('%');
            if (percent < 0)
            {
                target.Append(encoded);
                return;
            }

            target.Append(encoded[..percent]);
            encoded = encoded[percent..];
            if (encoded.Length >= 3 && HexValue(encoded[1]) is >= 0 and int high && HexValue(encoded[2]) is >= 0 and int low)
            {
                target.Append((byte)((high << 4) | low));
                encoded = encoded[3..];
            }
            else
            {
                target.Append((byte)'%');
                encoded = encoded[1..];
            }
        }
    }

    /// <summary>
    /// Appends a parameter of a query or form, with <c>&amp;</c> before all but the first; nothing for <see langword="null"/>.
    /// </summary>
    public static void AppendParameter(this ref Utf8Buffer target, scoped ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            BeginParameter(ref target, name);
            target.AppendPercentEncoded(value.AsSpan());
        }
    }

    /// <inheritdoc cref="AppendParameter(ref Utf8Buffer, ReadOnlySpan{byte}, string)"/>
    public static void AppendParameter(this ref Utf8Buffer target, scoped ReadOnlySpan<byte> name, int? value)
    {
        if (value is { } number)
        {
            BeginParameter(ref target, name);
            Span<byte> digits = stackalloc byte[11];
            Utf8Formatter.TryFormat(number, digits, out int written);
            target.Append(digits[..written]);
        }
    }

    private static void BeginParameter(ref Utf8Buffer target, scoped ReadOnlySpan<byte> name)
    {
        if (!target.Written.IsEmpty)
        {
            target.Append((byte)'&');
        }

        target.Append(name);
        target.Append((byte)'=');
    }

    private static bool IsUnreserved(byte value) =>
        value is (>= (byte)'a' and <= (byte)'z') or (>= (byte)'A' and <= (byte)'Z') or (>= (byte)'0' and <= (byte)'9')
            or (byte)'-' or (byte)'_' or (byte)'.' or (byte)'~';

    private static int HexValue(char digit) => digit switch
    {
        >= '0' and <= '9' => digit - '0',
        >= 'A' and <= 'F' => digit - 'A' + 10,
        >= 'a' and <= 'f' => digit - 'a' + 10,
        _ => -1,
    };
}
