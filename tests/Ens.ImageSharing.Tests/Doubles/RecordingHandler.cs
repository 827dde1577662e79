using System.Collections.Concurrent;

namespace Ens.ImageSharing.Tests.Doubles;

/// <summary>Remembers each message as it goes by: before it is sent on, and after the response has come.</summary>
internal sealed class RecordingHandler : DelegatingHandler
{
    /// <summary>For a builder that sets the inner handler.</summary>
    public RecordingHandler()
    {
    }

    public RecordingHandler(HttpMessageHandler inner)
        : base(inner)
    {
    }

    public ConcurrentQueue<SentRequest> Before { get; } = new();

    public ConcurrentQueue<SentRequest> After { get; } = new();

    /// <summary>The messages that the responses refer to.</summary>
    public ConcurrentQueue<SentRequest> Answered { get; } = new();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Before.Enqueue(await SentRequest.OfAsync(request, cancellationToken).ConfigureAwait(false));
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        After.Enqueue(await SentRequest.OfAsync(request, cancellationToken).ConfigureAwait(false));
        Answered.Enqueue(await SentRequest.OfAsync(response.RequestMessage!, cancellationToken).ConfigureAwait(false));
        return response;
    }
}
