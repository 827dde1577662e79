using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Ens.ImageSharing.Testing;

/// <content>How a request is answered.</content>
public sealed partial class EnsEmulator
{
    /// <summary>How far a date may be off.</summary>
    private static readonly TimeSpan DateTolerance = TimeSpan.FromMinutes(15);

    /// <summary>Answers a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends a delay.</param>
    /// <returns>A page or an error, as the service would answer.</returns>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        ReceivedRequest received = await ReceivedRequest.ReadAsync(request).ConfigureAwait(false);
        EnsEmulatorRequest record = new(received);
        lock (_requests)
        {
            _requests.Add(record);
        }

        Fault fault = Faults.Next();
        switch (fault)
        {
            case Fault.Drop:
                throw new HttpRequestException("The emulator dropped the connection.", new IOException("Connection reset by peer"));
            case Fault.Delay delay:
                await Task.Delay(delay.Time, _timeProvider, cancellationToken).ConfigureAwait(false);
                break;
            case Fault.SkewClock skew:
                Interlocked.Exchange(ref _clockOffsetTicks, skew.Offset.Ticks);
                break;
            case Fault.Answer answer:
                return Respond(request, record, answer.Status, errorCode: null, answer.Body, answer.RetryAfter);
        }

        PageRequest page = default;
        Refusal? refusal = Authenticate(received) ?? PageRequest.Read(received, PageSizeLimit, out page);
        if (refusal is not null)
        {
            return Respond(request, record, refusal.Status, refusal.Code, AnswerWriter.Error(refusal));
        }

        (string[] Accounts, int Total)? found = _shares.Page(
            page.ImageId, Shape.HasFlag(EnsEmulatorShape.IgnoredFilter) ? null : page.AliyunId, page.Number, page.Size, Shape.HasFlag(EnsEmulatorShape.UnfilteredTotal));
        if (found is not { } content)
        {
            refusal = Refusal.InvalidParameter("ImageId");
            return Respond(request, record, refusal.Status, refusal.Code, AnswerWriter.Error(refusal));
        }

        int number = fault is Fault.WrongPage ? page.Number + 1 : page.Number;
        string body = AnswerWriter.Page(page.ImageId, number, page.Size, content.Total, content.Accounts, Shape);
        HttpResponseMessage response = Respond(request, record, 200, errorCode: null, body);
        if (fault is Fault.Truncate)
        {
            response.Content = new TruncatedContent(Encoding.UTF8.GetBytes(body));
        }

        return response;
    }

    private DateTimeOffset Now => _timeProvider.GetUtcNow() + new TimeSpan(Interlocked.Read(ref _clockOffsetTicks));

    private Refusal? Authenticate(ReceivedRequest request)
    {
        if (request.Scheme == SignatureScheme.None)
        {
            return Refusal.IncompleteSignature;
        }

        (string secret, bool allowed, Refusal? refusal) = _keys.Find(request.AccessKeyId, request.SecurityToken);
        refusal ??= request.DateText is { Length: > 0 } && request.Date is null ? Refusal.TimeStampFormat : null;
        refusal ??= request.Date is { } date && (Now - date).Duration() > DateTolerance ? Refusal.TimeStampExpired : null;
        refusal ??= SignatureCheck.Check(request, secret);
        refusal ??= _nonces.Add(request.Nonce!, Now, DateTolerance + DateTolerance) ? null : Refusal.NonceUsed;
        return refusal ?? (allowed ? null : Refusal.NoPermission);
    }

    private HttpResponseMessage Respond(HttpRequestMessage request, EnsEmulatorRequest record, int status, string? errorCode, string body, TimeSpan? retryAfter = null)
    {
        record.StatusCode = status;
        record.ErrorCode = errorCode;
        HttpResponseMessage response = new((HttpStatusCode)status)
        {
            RequestMessage = request,
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)),
        };
        response.Content.Headers.ContentType = new MediaTypeHeaderValue(body.StartsWith('<') ? "text/html" : "application/json") { CharSet = "utf-8" };
        response.Headers.Date = Now;
        if (retryAfter is { } wait)
        {
            response.Headers.TryAddWithoutValidation("x-acs-retry-after", ((long)wait.TotalMilliseconds).ToString(CultureInfo.InvariantCulture));
        }

        return response;
    }
}
