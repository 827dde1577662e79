using System.Globalization;
using System.Text.Json;
using Ens.ImageSharing.Wire;

namespace Ens.ImageSharing.Transport;

/// <summary>One attempt at one page: builds the request, sends it, reads a bounded answer and only then judges it.</summary>
internal sealed class PageTransport(HttpClient http, Uri endpoint, EnsClientOptions options, ServiceClock clock)
{
    private readonly string _address = endpoint.GetLeftPart(UriPartial.Authority) + "/?";
    private readonly string _userAgent = UserAgent.Of(options.ApplicationId);

    /// <summary>Asks for a page once.</summary>
    /// <exception cref="EnsException">The service said no, or its answer cannot be understood.</exception>
    /// <exception cref="HttpRequestException">There was no answer, or it broke off.</exception>
    public async Task<ImageSharePage> SendAsync(PageQuery query, RetryHeaders retry, CancellationToken cancellationToken)
    {
        using EnsRequestMessage request = CreateRequest(query, retry);
        using HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        return (int)response.StatusCode is >= 200 and < 300
            ? await ReadPageAsync(query, request, response, cancellationToken).ConfigureAwait(false)
            : throw await ReadErrorAsync(query, request, response, cancellationToken).ConfigureAwait(false);
    }

    private EnsRequestMessage CreateRequest(PageQuery query, RetryHeaders retry)
    {
        // Without any content the socket handler would send a request again by itself, nonce and all, when a connection closes on it.
        EnsRequestMessage request = new(HttpMethod.Post, new Uri(_address + query.ToQueryString())) { Content = new ByteArrayContent([]) };
        request.Headers.TryAddWithoutValidation(AcsHeaders.Action, "DescribeImageSharePermission");
        request.Headers.TryAddWithoutValidation(AcsHeaders.Version, "2017-11-10");
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", _userAgent);
        if (retry.Retries > 0)
        {
            request.Headers.TryAddWithoutValidation(AcsHeaders.RetryAttempts, retry.Retries.ToString(CultureInfo.InvariantCulture));
            request.Headers.TryAddWithoutValidation(AcsHeaders.RetryDelay, ((long)retry.Delay.TotalMilliseconds).ToString(CultureInfo.InvariantCulture));
        }

        return request;
    }

    private async Task<ImageSharePage> ReadPageAsync(PageQuery query, EnsRequestMessage request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using BoundedBody body = await BoundedBody.ReadAsync(response.Content, options.MaxResponseBytes, cancellationToken).ConfigureAwait(false);
        if (body.Failure is not null)
        {
            string requestId = RequestId(response) is { } id ? ", request id " + id : "";
            throw new HttpRequestException(FormattableString.Invariant($"The answer broke off after {body.Bytes.Length} bytes (HTTP {(int)response.StatusCode}{requestId})."), body.Failure);
        }

        if (body.IsTooLong)
        {
            throw Answer(query, request, response, body).ToUnreadable(
                FormattableString.Invariant($"it is longer than the {options.MaxResponseBytes} bytes that {nameof(EnsClientOptions)}.{nameof(EnsClientOptions.MaxResponseBytes)} allows."));
        }

        ImageSharePage? page;
        try
        {
            page = PageReader.Read(body.Bytes, query, RequestId(response));
        }
        catch (JsonException exception)
        {
            throw Answer(query, request, response, body).ToUnreadable("it is not the JSON of a page.", exception);
        }

        return page ?? throw Answer(query, request, response, body).ToException();
    }

    private async Task<EnsException> ReadErrorAsync(PageQuery query, EnsRequestMessage request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        // A body that breaks off still has a status, and often the code.
        using BoundedBody body = await BoundedBody.ReadAsync(response.Content, ErrorAnswer.MaxBodyBytes, cancellationToken).ConfigureAwait(false);
        return Answer(query, request, response, body).ToException();
    }

    private ErrorAnswer Answer(PageQuery query, EnsRequestMessage request, HttpResponseMessage response, BoundedBody body) => new(response.StatusCode, ErrorAnswer.Decode(body.Bytes))
    {
        PageNumber = query.PageNumber,
        RequestId = RequestId(response),
        RetryAfter = RetryHint.Read(response, response.Headers.Date ?? clock.UtcNow),
        ServerTime = response.Headers.Date,
        RequestTime = request.SignedAt,
        Key = request.Key,
        SignedTexts = request.SignedAddress is { } address ? RequestSigner.SignedTexts(request, address, options.SignatureVersion) : [],
    };

    private static string? RequestId(HttpResponseMessage response) =>
        response.Headers.TryGetValues(AcsHeaders.RequestId, out IEnumerable<string>? values) && values.FirstOrDefault() is { Length: > 0 } id ? id : null;
}
