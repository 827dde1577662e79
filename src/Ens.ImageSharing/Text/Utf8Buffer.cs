using System.Buffers;
using System.Text;

namespace Ens.ImageSharing.Text;

/// <summary>UTF-8 text under construction, on the stack first and in pooled memory once it outgrows it.</summary>
internal ref struct Utf8Buffer(Span<byte> initial)
{
    private Span<byte> _bytes = initial;
    private byte[]? _rented;
    private int _length;

    public readonly ReadOnlySpan<byte> Written => _bytes[.._length];

    public void Append(byte value)
    {
        if (_length == _bytes.Length)
        {
            Grow(1);
        }

        _bytes[_length++] = value;
    }

    public void Append(scoped ReadOnlySpan<byte> value)
    {
        value.CopyTo(Reserve(value.Length));
        _length += value.Length;
    }

    public void Append(scoped ReadOnlySpan<char> value)
    {
        // Counting costs a pass over the text, so it is left out where the worst case fits anyway.
        // Stryker disable once Arithmetic: memory grows a little earlier or later; what is written is the same.
        int worst = value.Length * 3;
        // Stryker disable once Arithmetic,Equality,Conditional: both sizes are enough; what is written is the same.
        int size = worst <= _bytes.Length - _length ? worst : Encoding.UTF8.GetByteCount(value);
        _length += Encoding.UTF8.GetBytes(value, Reserve(size));
    }

    /// <summary>Appends a header name in lower case, whatever the culture.</summary>
    public void AppendLowerCase(scoped ReadOnlySpan<char> asciiName)
    {
        Ascii.ToLower(asciiName, Reserve(asciiName.Length), out int written);
        _length += written;
    }

    public void AppendLowerHex(scoped ReadOnlySpan<byte> value)
    {
        Convert.TryToHexStringLower(value, Reserve(value.Length * 2), out int written);
        _length += written;
    }

    /// <summary>Appends text percent-encoded over its UTF-8 bytes; only <c>A-Z a-z 0-9 - _ . ~</c> stay as they are.</summary>
    public void AppendPercentEncoded(scoped ReadOnlySpan<char> value)
    {
        Utf8Buffer utf8 = new(stackalloc byte[256]);
        utf8.Append(value);
        AppendPercentEncoded(utf8.Written);
        utf8.Dispose();
    }

    /// <inheritdoc cref="AppendPercentEncoded(ReadOnlySpan{char})"/>
    public void AppendPercentEncoded(scoped ReadOnlySpan<byte> utf8)
    {
        Span<byte> target = Reserve(utf8.Length * 3);
        int written = 0;
        foreach (byte value in utf8)
        {
            if (IsUnreserved(value))
            {
                target[written++] = value;
            }
            else
            {
                target[written++] = (byte)'%';
                // Stryker disable once Bitwise: a byte has no sign to shift.
                target[written++] = "0123456789ABCDEF"u8[value >> 4];
                target[written++] = "0123456789ABCDEF"u8[value & 15];
            }
        }

        _length += written;
    }

    /// <summary>Appends the bytes that percent-encoded text stands for; a stray <c>%</c> stands for itself.</summary>
    public void AppendPercentDecoded(scoped ReadOnlySpan<char> encoded)
    {
        while (!encoded.IsEmpty)
        {
            int percent = encoded.IndexOf('%');
            if (percent < 0)
            {
                Append(encoded);
                return;
            }

            Append(encoded[..percent]);
            encoded = encoded[percent..];
            if (encoded.Length >= 3 && HexValue(encoded[1]) is >= 0 and int high && HexValue(encoded[2]) is >= 0 and int low)
            {
                Append((byte)((high << 4) | low));
                encoded = encoded[3..];
            }
            else
            {
                Append((byte)'%');
                encoded = encoded[1..];
            }
        }
    }

    /// <summary>
    /// Appends a parameter of a query or form, with <c>&amp;</c> before all but the first; nothing for <see langword="null"/>.
    /// </summary>
    public void AppendParameter(scoped ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            BeginParameter(name);
            AppendPercentEncoded(value.AsSpan());
        }
    }

    /// <inheritdoc cref="AppendParameter(ReadOnlySpan{byte}, string)"/>
    public void AppendParameter(scoped ReadOnlySpan<byte> name, int? value)
    {
        if (value is { } number)
        {
            BeginParameter(name);
            Span<byte> digits = stackalloc byte[11];
            System.Buffers.Text.Utf8Formatter.TryFormat(number, digits, out int written);
            Append(digits[..written]);
        }
    }

    public override readonly string ToString() => Encoding.UTF8.GetString(Written);

    /// <summary>Gives pooled memory back, cleared: it may have held a key or a token.</summary>
    public void Dispose()
    {
        _bytes[.._length].Clear();
        _length = 0;
        if (_rented is not null)
        {
            byte[] rented = _rented;
            _rented = null;
            _bytes = default;
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private void BeginParameter(scoped ReadOnlySpan<byte> name)
    {
        if (_length > 0)
        {
            Append((byte)'&');
        }

        Append(name);
        Append((byte)'=');
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

    private Span<byte> Reserve(int count)
    {
        // Stryker disable once Equality: memory grows a little earlier; what is written is the same.
        if (_bytes.Length - _length < count)
        {
            Grow(count);
        }

        return _bytes[_length..];
    }

    private void Grow(int count)
    {
        // Stryker disable once Arithmetic: memory grows a little earlier or later; what is written is the same.
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(_length + count, _bytes.Length * 2));
        Written.CopyTo(larger);
        int length = _length;
        Dispose();
        _length = length;
        _rented = larger;
        _bytes = larger;
    }
}
