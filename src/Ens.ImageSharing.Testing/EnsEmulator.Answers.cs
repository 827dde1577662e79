using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Ens.ImageSharing.Testing.Answers;
using Ens.ImageSharing.Testing.Faults;
using Ens.ImageSharing.Testing.Operations;
using Ens.ImageSharing.Testing.Requests;

namespace Ens.ImageSharing.Testing;

/// <content>How the emulator responds to a request.</content>
public sealed partial class EnsEmulator
{
    private long _clockOffsetTicks;
    private int _rotation;

    /// <summary>Processes a request as the service would.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Cancels the request, including a delay.</param>
    /// <returns>The response of the operation, or an error response.</returns>
    /// <exception cref="HttpRequestException">A fault drops the connection, see <see cref="EnsEmulatorFaults"/>.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was canceled.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        ReceivedRequest received = await ReceivedRequest.ReadAsync(request).ConfigureAwait(false);
        EnsEmulatorRequest record = new(received);
        _requests.Add(record);
        Fault fault = Faults.Next(out List<Action<EnsEmulator>> events);
        events.ForEach(change => change(this));
        await BeginAsync(fault, cancellationToken).ConfigureAwait(false);
        Answer answer = fault is Fault.Instead instead ? instead.Answer : Process(received, fault);
        if (fault is Fault.LoseAnswer)
        {
            throw ConnectionReset();
        }

        record.StatusCode = answer.Status;
        record.ErrorCode = answer.ErrorCode;
        return Respond(request, answer, isTruncated: fault is Fault.Truncate && answer.ErrorCode is null);
    }

    /// <summary>The time by the clock that <see cref="EnsEmulatorFaults.SkewClock"/> can set wrong.</summary>
    private DateTimeOffset ServerTime => UtcNow + new TimeSpan(Interlocked.Read(ref _clockOffsetTicks));

    private async Task BeginAsync(Fault fault, CancellationToken cancellationToken)
    {
        switch (fault)
        {
            case Fault.Drop:
                throw ConnectionReset();
            case Fault.Delay delay:
                await Task.Delay(delay.Time, _timeProvider, cancellationToken).ConfigureAwait(false);
                break;
            case Fault.SkewClock skew:
                Interlocked.Exchange(ref _clockOffsetTicks, skew.Offset.Ticks);
                break;
        }
    }

    private Answer Process(ReceivedRequest request, Fault fault)
    {
        if (_checks.Check(request, ServerTime, out IOperation? operation) is { } refusal)
        {
            return Answer.Refuse(refusal);
        }

        int rotation = Unknowns.HasFlag(EnsEmulatorUnknowns.UnstableOrder) ? Interlocked.Increment(ref _rotation) & int.MaxValue : 0;
        return operation!.Run(new OperationCall(this, _images, request, rotation, pageOffset: fault is Fault.WrongPage ? 1 : 0));
    }

    private HttpResponseMessage Respond(HttpRequestMessage request, Answer answer, bool isTruncated)
    {
        byte[] body = Encoding.UTF8.GetBytes(answer.Body);
        HttpResponseMessage response = new((HttpStatusCode)answer.Status)
        {
            RequestMessage = request,
            Content = isTruncated ? new TruncatedContent(body) : new ByteArrayContent(body),
        };
        string mediaType = answer.Body.StartsWith('<') ? "text/html" : "application/json";
        response.Content.Headers.ContentType = new MediaTypeHeaderValue(mediaType) { CharSet = "utf-8" };
        response.Headers.Date = ServerTime;
        if (answer.RetryAfter is { } wait)
        {
            string milliseconds = ((long)wait.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
            response.Headers.TryAddWithoutValidation("x-acs-retry-after", milliseconds);
        }

        return response;
    }

    private static HttpRequestException ConnectionReset() =>
        new("The emulator dropped the connection.", new IOException("Connection reset by peer"));
}
