using System.Net;

namespace Ens.ImageSharing.Testing.Answers;

/// <summary>A body that announces its whole length and breaks off halfway, as a lost connection does.</summary>
internal sealed class TruncatedContent(byte[] body) : HttpContent
{
    protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult<Stream>(new TruncatedStream(body));

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        throw new IOException(TruncatedStream.Message);

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }

    private sealed class TruncatedStream(byte[] body) : MemoryStream(body, 0, body.Length / 2, writable: false)
    {
        public const string Message = "The response ended prematurely.";

        public override int Read(byte[] buffer, int offset, int count) =>
            Position < Length ? base.Read(buffer, offset, count) : throw new IOException(Message);

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            Position < Length ? base.ReadAsync(buffer, offset, count, cancellationToken) : throw new IOException(Message);

#if NET
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position < Length ? base.ReadAsync(buffer, cancellationToken) : throw new IOException(Message);
#endif
    }
}
