using System.Net;
using System.Text;
using Ens.ImageSharing.Transport;
using Ens.ImageSharing.Wire;

namespace Ens.ImageSharing.CredentialSources;

/// <summary>
/// Sends small requests to what hands out keys: no redirects, answers up to 64 KB, within a time limit, and again after a transient
/// failure.
/// </summary>
internal sealed class CredentialHttpClient(SourceContext context, bool useProxy)
{
    private const int MaxAnswerBytes = 64 * 1024;

    /// <summary>The metadata service of ECS instances: besides loopback the only host that is asked without https.</summary>
    private const string MetadataHost = "100.100.100.200";

    /// <summary>
    /// The waits before a request is sent again. The first is none, because a connection that broke is usually a single one.
    /// </summary>
    private static readonly TimeSpan[] RetryDelays = [TimeSpan.Zero, TimeSpan.FromMilliseconds(300)];

    /// <summary>Created when it is first needed. It lives as long as the credentials; its connections close when they are idle.</summary>
    private readonly Lazy<HttpClient> _http = new(() => CreateClient(
        context.Transport is { } transport ? HostTransport.Secure(transport, isLocal: !useProxy) : PlatformHttp.CreateHandler(useProxy)));

    public static Uri Metadata { get; } = new("http://" + MetadataHost);

    /// <summary>Whether the address is on this machine or its host, where there is no proxy in between.</summary>
    public static bool IsLocal(Uri address) => address.IsLoopback || address.Host == MetadataHost;

    /// <summary>Whether keys can be fetched from the address without being read by others.</summary>
    public static bool IsSecure(Uri address) =>
        address.IsAbsoluteUri && address.UserInfo.Length == 0
        && (address.Scheme == "https" || (address.Scheme == "http" && IsLocal(address)));

    /// <exception cref="ArgumentException">The address is not secure. The message does not contain it.</exception>
    public static void RequireSecure(Uri address, string name)
    {
        if (!IsSecure(address))
        {
            const string Rule = "Keys are fetched over https only, or over http from this machine or the metadata service. "
                + "The address must not contain a user or password.";
            throw new ArgumentException(Rule, name);
        }
    }

    /// <summary>Whether an answer with this status may be followed by a better one.</summary>
    public static bool IsTransient(HttpStatusCode status) => (int)status is >= 500 or 408 or 429;

    /// <summary>Sends a request and reads the whole answer.</summary>
    /// <param name="method">The method.</param>
    /// <param name="address">The address.</param>
    /// <param name="limit">The time limit of each try.</param>
    /// <param name="retries">Whether a connection that breaks and a transient status are tried again, at most twice.</param>
    /// <param name="header">A header of the request.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="HttpRequestException">There was no complete answer.</exception>
    /// <exception cref="EnsAuthenticationException">The answer is too long.</exception>
    /// <exception cref="TimeoutException">The time limit was exceeded.</exception>
    public async Task<CredentialAnswer> SendAsync(
        HttpMethod method,
        Uri address,
        TimeSpan limit,
        bool retries,
        (string Name, string Value)? header,
        CancellationToken cancellationToken)
    {
        for (int retry = 0; ; retry++)
        {
            bool isLast = !retries || retry == RetryDelays.Length;
            try
            {
                CredentialAnswer answer = await TryAsync(method, address, limit, header, cancellationToken).ConfigureAwait(false);
                if (isLast || !IsTransient(answer.Status))
                {
                    return answer;
                }
            }
            catch (HttpRequestException) when (!isLast)
            {
            }

            if (RetryDelays[retry] > TimeSpan.Zero)
            {
                await Task.Delay(RetryDelays[retry], context.Time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static HttpClient CreateClient(HttpMessageHandler handler) =>
        new(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };

    private async Task<CredentialAnswer> TryAsync(
        HttpMethod method, Uri address, TimeSpan limit, (string Name, string Value)? header, CancellationToken cancellationToken)
    {
        using CancellationTokenSource time = PlatformTime.CancelAfter(limit, context.Time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
        try
        {
            // The transport may be from outside this library, and may ignore the token or block its thread.
            Task<CredentialAnswer> receiving = Task.Run(() => ReceiveAsync(method, address, header, either.Token), either.Token);
            receiving.ObserveFailure();
            return await receiving.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (time.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException(
                FormattableString.Invariant($"There was no complete answer within {limit.TotalSeconds} s."), exception);
        }
        catch (Exception exception) when (exception is IOException || (exception is OperationCanceledException
            && !cancellationToken.IsCancellationRequested))
        {
            throw new HttpRequestException("The request was broken off.", exception);
        }
    }

    private async Task<CredentialAnswer> ReceiveAsync(
        HttpMethod method, Uri address, (string Name, string Value)? header, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(method, address);
        if (header is { } one)
        {
            request.Headers.TryAddWithoutValidation(one.Name, one.Value);
        }

        // The address may be a secret in itself, and the header may hold a token.
        SecretMask mask = new([address.PathAndQuery, header?.Value]);
        using HttpResponseMessage response = await TransmitAsync(request, mask, cancellationToken).ConfigureAwait(false);
        using BoundedBody body = await BoundedBody.ReadAsync(response.Content, MaxAnswerBytes, cancellationToken).ConfigureAwait(false);
        return body switch
        {
            { Failure: { } failure } => throw new HttpRequestException("The answer was broken off.", MaskedFailure.Of(failure, mask)),
            { IsTooLong: true } => throw new EnsAuthenticationException("the answer is longer than 64 KB"),
            _ => new CredentialAnswer(response.StatusCode, Encoding.UTF8.GetString(body.Bytes)),
        };
    }

    private async Task<HttpResponseMessage> TransmitAsync(HttpRequestMessage request, SecretMask mask, CancellationToken cancellationToken)
    {
        try
        {
            return await _http.Value.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw TransportFailure.Of(MaskedFailure.Of(exception, mask), request.RequestUri!).Failure;
        }
    }
}

/// <summary>A complete answer. Not a record, whose text would show the body.</summary>
internal sealed class CredentialAnswer(HttpStatusCode status, string body)
{
    public HttpStatusCode Status { get; } = status;

    public string Body { get; } = body;

    public bool IsTransient => CredentialHttpClient.IsTransient(Status);
}
