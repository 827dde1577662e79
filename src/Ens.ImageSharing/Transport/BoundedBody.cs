using System.Buffers;

namespace Ens.ImageSharing.Transport;

/// <summary>The body of a response in pooled memory, up to a limit.</summary>
internal sealed class BoundedBody : IDisposable
{
    private const int FirstRead = 8 * 1024;

    private byte[] _bytes;
    private int _length;

    private BoundedBody(int size) => _bytes = ArrayPool<byte>.Shared.Rent(size);

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>Whether there is more than the limit; the rest was not read.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>Why the body broke off, if it did: the connection, or a handler that decompresses it.</summary>
    public Exception? Failure { get; private set; }

    public static async ValueTask<BoundedBody> ReadAsync(HttpContent? content, long limit, CancellationToken cancellationToken)
    {
        long announced = content?.Headers.ContentLength ?? 0;
        BoundedBody body = new((int)Math.Min(limit + 1, Math.Max(announced + 1, FirstRead)));
        try
        {
            if (content is not null)
            {
                Stream stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
                await body.FillAsync(stream, limit, cancellationToken).ConfigureAwait(false);
            }

            return body;
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            body.Dispose();
            throw;
        }
#pragma warning disable CA1031 // Streams of handlers fail in many ways; each one means that the body is not whole.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            body.Failure = exception;
            return body;
        }
    }

    public void Dispose()
    {
        byte[] bytes = Interlocked.Exchange(ref _bytes, []);
        _length = 0;
        if (bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private async Task FillAsync(Stream stream, long limit, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_length == _bytes.Length)
            {
                Grow(limit);
            }

            // One byte beyond the limit shows that there is more.
            int room = (int)Math.Min(_bytes.Length - _length, limit + 1 - _length);
            int read = await stream.ReadAsync(_bytes.AsMemory(_length, room), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return;
            }

            _length += read;
            if (_length > limit)
            {
                _length = (int)limit;
                IsTooLong = true;
                return;
            }
        }
    }

    private void Grow(long limit)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(limit + 1, 2L * _bytes.Length));
        Bytes.CopyTo(larger);
        byte[] smaller = _bytes;
        _bytes = larger;
        ArrayPool<byte>.Shared.Return(smaller);
    }
}
