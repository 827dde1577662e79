using System.Collections.Concurrent;
using System.Net;

namespace Ens.ImageSharing.Tests.Doubles;

/// <summary>A transport that answers as the test says, and remembers what it was sent.</summary>
internal sealed class StubHandler(Func<SentRequest, CancellationToken, Task<HttpResponseMessage>> respond) : HttpMessageHandler
{
    public StubHandler(Func<SentRequest, HttpResponseMessage> respond)
        : this((request, _) => Task.FromResult(respond(request)))
    {
    }

    public ConcurrentQueue<SentRequest> Sent { get; } = new();

    /// <summary>Answers every request with a new response.</summary>
    public static StubHandler Answering(string body, int status = 200) => new(_ => Response(body, status));

    /// <summary>Throws for every request.</summary>
    public static StubHandler Throwing(Func<Exception> failure) => new(_ => throw failure());

    public static HttpResponseMessage Response(string body, int status = 200, params (string Name, string Value)[] headers)
    {
        HttpResponseMessage response = new((HttpStatusCode)status) { Content = new StringContent(body) };
        foreach ((string name, string value) in headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        SentRequest sent = await SentRequest.OfAsync(request, cancellationToken).ConfigureAwait(false);
        Sent.Enqueue(sent);
        HttpResponseMessage response = await respond(sent, cancellationToken).ConfigureAwait(false);
        response.RequestMessage ??= request;
        return response;
    }
}
