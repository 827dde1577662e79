using System.Net;

namespace Ens.ImageSharing.Tests.Doubles;

/// <summary>A body that begins and never goes on, and that ignores its token, as bodies do on .NET Framework.</summary>
internal sealed class WaitingContent(string beginning) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => throw new NotSupportedException();

    protected override bool TryComputeLength(out long length)
    {
        length = -1;
        return false;
    }

    protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult<Stream>(new WaitingStream(System.Text.Encoding.UTF8.GetBytes(beginning)));

    private sealed class WaitingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, CancellationToken.None) is > 0 and int read ? read : await new TaskCompletionSource<int>().Task;

        public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            await base.ReadAsync(buffer.AsMemory(offset, count), CancellationToken.None) is > 0 and int read ? read : await new TaskCompletionSource<int>().Task;
    }
}
