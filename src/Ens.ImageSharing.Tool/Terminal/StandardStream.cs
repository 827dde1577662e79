namespace Ens.ImageSharing.Tool.Terminal;

/// <summary>The standard output or the standard error, to which nothing can be written if it is closed or its disk is full.</summary>
/// <param name="open">Opens the stream of the system.</param>
/// <param name="isNeeded">Whether a failure counts. If not, what cannot be written is dropped.</param>
internal sealed class StandardStream(Func<Stream> open, bool isNeeded) : Stream
{
    private readonly Stream _stream = open();

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="IOException">The stream is needed, and closed or full.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            _stream.Write(buffer);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Fail(exception);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        // The streams of the system keep nothing back.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stream.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Fail(Exception exception)
    {
        if (isNeeded)
        {
            // The system says of a closed stream that access to it is denied.
            throw exception as IOException ?? new IOException("The standard output is closed.", exception);
        }
    }
}
