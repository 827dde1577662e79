using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Ens.ImageSharing.Credentials;
using Ens.ImageSharing.Errors;
using Ens.ImageSharing.Options;
using Ens.ImageSharing.Wire;

namespace Ens.ImageSharing.Transport;

/// <summary>One attempt at one call: builds the request, sends it, reads a bounded response and only then judges it.</summary>
internal sealed class ServiceConnection
{
    private readonly HttpClient _http;
    private readonly SigningHandler? _signing;
    private readonly string _address;
    private readonly string _userAgent;

    /// <param name="http">Sends requests, through the signing handler as the innermost one.</param>
    /// <param name="signing">The signing handler, if it is known.</param>
    /// <param name="endpoint">Where the service is.</param>
    /// <param name="limits">How much of a response is read.</param>
    /// <param name="clock">The service's time.</param>
    /// <param name="applicationId">The name of the application.</param>
    public ServiceConnection(
        HttpClient http, SigningHandler? signing, Uri endpoint, CallLimits limits, ServiceClock clock, string? applicationId)
    {
        http.Timeout = Timeout.InfiniteTimeSpan;
        _http = http;
        _signing = signing;
        _address = endpoint.GetLeftPart(UriPartial.Authority) + "/?";
        _userAgent = UserAgent.Of(applicationId);
        Endpoint = endpoint;
        Limits = limits;
        Clock = clock;
    }

    public Uri Endpoint { get; }

    public CallLimits Limits { get; }

    public ServiceClock Clock { get; }

    /// <summary>A connection with a handler chain of its own.</summary>
    /// <remarks>Lives as long as its owner, which has nothing to dispose: its connections close when they are idle.</remarks>
    [SuppressMessage(
        "Reliability",
        "CA2000:Dispose objects before losing scope",
        Justification = "Lives as long as the client or the credentials, which have nothing to dispose.")]
    public static ServiceConnection Create(
        EnsCredentials? credentials,
        SignatureScheme scheme,
        Uri endpoint,
        CallLimits limits,
        ServiceClock clock,
        HttpMessageHandler? transport,
        ICredentialListener? listener = null,
        string? applicationId = null)
    {
        SigningHandler signing = new(credentials, scheme, clock, SigningHandler.NewNonce, listener)
        {
            InnerHandler = transport is null ? PlatformHttp.CreateHandler(useProxy: !endpoint.IsLoopback) : Redirects.TurnOff(transport),
        };
        return new ServiceConnection(new HttpClient(signing, disposeHandler: false), signing, endpoint, limits, clock, applicationId);
    }

    /// <summary>Sends one request.</summary>
    /// <returns>The answer, or the failure: an exception is thrown for a cancellation only.</returns>
    public async Task<AttemptOutcome<TAnswer>> SendAsync<TAnswer>(
        IOperation<TAnswer> operation, AttemptProgress progress, CancellationToken cancellationToken)
        where TAnswer : class
    {
        using HttpRequestMessage request = CreateRequest(operation, progress);
        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            (Exception failure, Recovery recovery) = TransportFailure.Of(exception, Endpoint);
            return new AttemptOutcome<TAnswer>(failure, recovery);
        }

        using (response)
        {
            progress.WaitingFor = "the rest of the response";
            bool isSuccess = (int)response.StatusCode is >= 200 and < 300;
            long limit = isSuccess ? Limits.MaxResponseBytes : ErrorReader.MaxBodyBytes;
            using BoundedBody body = await BoundedBody.ReadAsync(response.Content, limit, cancellationToken).ConfigureAwait(false);
            SignedRequest? signed = SignedRequestOf(response, progress);
            return isSuccess
                ? ReadAnswer(operation, response, body, signed)
                : ReadError(operation, response, body, signed);
        }
    }

    private static SignedRequest? SignedRequestOf(HttpResponseMessage response, AttemptProgress progress)
    {
        AttemptProgress? carried = response.RequestMessage is { } message ? PlatformHttp.GetOption<AttemptProgress>(message) : null;
        return (carried ?? progress).RequestOf(response);
    }

    private static string? RequestId(HttpResponseMessage response) =>
        response.Headers.TryGetValues(AcsHeaders.RequestId, out IEnumerable<string>? values)
        && values.FirstOrDefault() is { Length: > 0 } id
            ? id
            : null;

    private HttpRequestMessage CreateRequest<TAnswer>(IOperation<TAnswer> operation, AttemptProgress progress)
        where TAnswer : class
    {
        // Without any content the socket handler would repeat a request by itself, nonce and all, when a connection closes on it.
        string? form = operation.ToForm();
        HttpRequestMessage request = new(HttpMethod.Post, new Uri(_address + operation.ToQueryString()))
        {
            Content = form is null ? new ByteArrayContent([]) : new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded"),
        };
        progress.AttachTo(request);
        request.Headers.TryAddWithoutValidation(AcsHeaders.Action, operation.Facts.Action);
        request.Headers.TryAddWithoutValidation(AcsHeaders.Version, operation.Facts.Version);
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", _userAgent);
        if (progress.Retries > 0)
        {
            request.Headers.TryAddWithoutValidation(AcsHeaders.RetryAttempts, progress.Retries.ToString(CultureInfo.InvariantCulture));
            request.Headers.TryAddWithoutValidation(
                AcsHeaders.RetryDelay, ((long)progress.Delay.TotalMilliseconds).ToString(CultureInfo.InvariantCulture));
        }

        return request;
    }

    private AttemptOutcome<TAnswer> ReadAnswer<TAnswer>(
        IOperation<TAnswer> operation, HttpResponseMessage response, BoundedBody body, SignedRequest? signed)
        where TAnswer : class
    {
        if (body.Failure is not null)
        {
            string? requestId = Describe(operation, response, body, signed).RequestId;
            return new(TransportFailure.BrokenOff(response, requestId, body.Bytes.Length, body.Failure), Recovery.Wait);
        }

        string reason;
        try
        {
            if (!body.IsTooLong && operation.Read(body.Bytes, RequestId(response)) is { } answer)
            {
                return new(answer);
            }

            if (!body.IsTooLong)
            {
                return Failed(ErrorReader.Read(Describe(operation, response, body, signed)), signed);
            }

            reason = FormattableString.Invariant(
                $"It is longer than {Limits.MaxResponseBytes} bytes{Limits.Naming(nameof(EnsClientOptions.MaxResponseBytes))}.");
        }
        catch (ResponseFormatException exception)
        {
            reason = exception.Message;
        }
        catch (JsonException exception)
        {
            reason = ResponseFormatException.Describe(exception);
        }

        return Failed(ErrorReader.Unreadable(Describe(operation, response, body, signed), reason), signed);

        static AttemptOutcome<TAnswer> Failed(EnsException failure, SignedRequest? signed) => new(failure, failure.Recovery, signed?.Key);
    }

    private AttemptOutcome<TAnswer> ReadError<TAnswer>(
        IOperation<TAnswer> operation, HttpResponseMessage response, BoundedBody body, SignedRequest? signed)
        where TAnswer : class
    {
        FailedAttempt attempt = Describe(operation, response, body, signed);
        if (body.Failure is not null && !ErrorReader.HasCode(attempt.Body))
        {
            // What the service refused may have stood in the part that is missing.
            return new(TransportFailure.BrokenOff(response, attempt.RequestId, body.Bytes.Length, body.Failure), Recovery.Wait);
        }

        EnsException failure = ErrorReader.Read(attempt);
        return new(failure, failure.Recovery, signed?.Key);
    }

    private FailedAttempt Describe<TAnswer>(
        IOperation<TAnswer> operation, HttpResponseMessage response, BoundedBody body, SignedRequest? signed)
        where TAnswer : class
    {
        EnsAccessKey? key = signed?.Key ?? _signing?.LastKey;
        SecretMask mask = new([key?.AccessKeySecret, key?.SecurityToken, .. operation.Secrets]);
        IReadOnlyList<string> SignedTexts() => signed?.SignedTexts() ?? [];
        return new FailedAttempt(
            response.StatusCode, ErrorReader.Decode(body.Bytes), operation.Facts, operation.Subject, mask, SignedTexts)
        {
            RequestId = RequestId(response) is { } requestId ? mask.Apply(requestId) : null,
            GatewayHint = RetryHint.ReadGateway(response),
            StandardHint = RetryHint.ReadStandard(response, response.Headers.Date ?? Clock.UtcNow),
            ServerTime = response.Headers.Date,
            RequestTime = signed?.Date,
            IsTemporaryKey = signed?.Key?.SecurityToken is not null,
        };
    }
}
