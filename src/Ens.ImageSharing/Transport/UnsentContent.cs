using System.Net;

namespace Ens.ImageSharing.Transport;

/// <summary>
/// The empty content of a request that goes through the platform's own handler and no other. The handler asks for it when there is a
/// connection, so that a request whose content was never asked for has not left.
/// </summary>
internal sealed class UnsentContent : HttpContent
{
    private volatile bool _isSent;

    public bool IsSent => _isSent;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        _isSent = true;
        return Task.CompletedTask;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return true;
    }
}
