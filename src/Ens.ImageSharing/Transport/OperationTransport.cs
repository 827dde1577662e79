using System.Globalization;
using System.Text.Json;
using Ens.ImageSharing.Wire;

namespace Ens.ImageSharing.Transport;

/// <summary>One attempt at one call: builds the request, sends it, reads a bounded answer and only then judges it.</summary>
internal sealed class OperationTransport<TAnswer>(HttpClient http, Uri endpoint, EnsClientOptions options, ServiceClock clock)
    where TAnswer : class
{
    private readonly string _address = endpoint.GetLeftPart(UriPartial.Authority) + "/?";
    private readonly string _userAgent = UserAgent.Of(options.ApplicationId);

    /// <summary>Asks once.</summary>
    /// <exception cref="EnsException">The service said no, or its answer cannot be understood.</exception>
    /// <exception cref="HttpRequestException">There was no answer, or it broke off.</exception>
    public async Task<TAnswer> SendAsync<TOperation>(TOperation operation, RetryHeaders retry, CancellationToken cancellationToken)
        where TOperation : IOperation<TAnswer>
    {
        using EnsRequestMessage request = CreateRequest(operation, retry);
        using HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        return (int)response.StatusCode is >= 200 and < 300
            ? await ReadAnswerAsync(operation, request, response, cancellationToken).ConfigureAwait(false)
            : throw await ReadErrorAsync(operation, request, response, cancellationToken).ConfigureAwait(false);
    }

    private EnsRequestMessage CreateRequest<TOperation>(TOperation operation, RetryHeaders retry)
        where TOperation : IOperation<TAnswer>
    {
        EnsRequestMessage request = new(HttpMethod.Post, new Uri(_address + operation.ToQueryString())) { Content = operation.CreateContent() };
        request.Headers.TryAddWithoutValidation(AcsHeaders.Action, operation.Action);
        request.Headers.TryAddWithoutValidation(AcsHeaders.Version, operation.Version);
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", _userAgent);
        if (retry.Retries > 0)
        {
            request.Headers.TryAddWithoutValidation(AcsHeaders.RetryAttempts, retry.Retries.ToString(CultureInfo.InvariantCulture));
            request.Headers.TryAddWithoutValidation(AcsHeaders.RetryDelay, ((long)retry.Delay.TotalMilliseconds).ToString(CultureInfo.InvariantCulture));
        }

        return request;
    }

    private async Task<TAnswer> ReadAnswerAsync<TOperation>(TOperation operation, EnsRequestMessage request, HttpResponseMessage response, CancellationToken cancellationToken)
        where TOperation : IOperation<TAnswer>
    {
        using BoundedBody body = await BoundedBody.ReadAsync(response.Content, options.MaxResponseBytes, cancellationToken).ConfigureAwait(false);
        if (body.Failure is not null)
        {
            string requestId = RequestId(response) is { } id ? ", request id " + id : "";
            throw new HttpRequestException(FormattableString.Invariant($"The answer broke off after {body.Bytes.Length} bytes (HTTP {(int)response.StatusCode}{requestId})."), body.Failure);
        }

        if (body.IsTooLong)
        {
            throw Answer(operation, request, response, body).ToUnreadable(
                FormattableString.Invariant($"it is longer than the {options.MaxResponseBytes} bytes that {nameof(EnsClientOptions)}.{nameof(EnsClientOptions.MaxResponseBytes)} allows."));
        }

        TAnswer? answer;
        try
        {
            answer = operation.Read(body.Bytes, RequestId(response));
        }
        catch (JsonException exception)
        {
            throw Answer(operation, request, response, body).ToUnreadable($"it is not the JSON of {operation.Subject}.", exception);
        }

        return answer ?? throw Answer(operation, request, response, body).ToException();
    }

    private async Task<EnsException> ReadErrorAsync<TOperation>(TOperation operation, EnsRequestMessage request, HttpResponseMessage response, CancellationToken cancellationToken)
        where TOperation : IOperation<TAnswer>
    {
        // A body that breaks off still has a status, and often the code.
        using BoundedBody body = await BoundedBody.ReadAsync(response.Content, ErrorAnswer.MaxBodyBytes, cancellationToken).ConfigureAwait(false);
        return Answer(operation, request, response, body).ToException();
    }

    private ErrorAnswer Answer<TOperation>(TOperation operation, EnsRequestMessage request, HttpResponseMessage response, BoundedBody body)
        where TOperation : IOperation<TAnswer>
    {
        ErrorDetails details = new(response.StatusCode)
        {
            PageNumber = operation.PageNumber,
            RequestId = RequestId(response),
            RetryAfter = RetryHint.Read(response, response.Headers.Date ?? clock.UtcNow),
            ServerTime = response.Headers.Date,
            RequestTime = request.SignedAt,
            Key = request.Key,
        };
        return new ErrorAnswer(details, ErrorAnswer.Decode(body.Bytes))
        {
            Permission = operation.Permission,
            SignedTexts = request.SignedAddress is { } address ? RequestSigner.SignedTexts(request, address, options.SignatureVersion) : [],
        };
    }

    private static string? RequestId(HttpResponseMessage response) =>
        response.Headers.TryGetValues(AcsHeaders.RequestId, out IEnumerable<string>? values) && values.FirstOrDefault() is { Length: > 0 } id ? id : null;
}
