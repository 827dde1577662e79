using System.Net;
using Ens.ImageSharing.Transport;

namespace Ens.ImageSharing.CredentialSources;

/// <summary>Small requests to whatever hands out keys: no redirects, no more than 64 KB, within a limit of time.</summary>
internal sealed class KeyHttp(HttpMessageHandler? transport, TimeProvider timeProvider, bool useProxy)
{
    private const int MaxAnswerBytes = 64 * 1024;

    /// <summary>Where an ECS instance finds its metadata: the only place beside loopback that is asked without https.</summary>
    private const string MetadataHost = "100.100.100.200";

    /// <summary>Created when it is first needed; it lives as long as the credentials, whose connections close when they idle.</summary>
    private readonly Lazy<HttpClient> _http = new(() => new HttpClient(transport ?? PlatformHttp.CreateHandler(useProxy), disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan });

    public static Uri Metadata { get; } = new("http://" + MetadataHost);

    /// <summary>Whether an address is close by, where no proxy stands in between.</summary>
    public static bool IsNear(Uri address) => address.IsLoopback || address.Host == MetadataHost;

    /// <summary>Whether keys may be fetched from an address without anybody listening in.</summary>
    public static bool IsSafe(Uri address) =>
        address.IsAbsoluteUri && address.UserInfo.Length == 0
        && (address.Scheme == "https" || (address.Scheme == "http" && IsNear(address)));

    /// <summary>Asks, and reads the whole answer.</summary>
    /// <exception cref="HttpRequestException">There was no whole answer, or it is too long.</exception>
    /// <exception cref="TimeoutException">It took too long.</exception>
    public async Task<(HttpStatusCode Status, string Body)> SendAsync(HttpMethod method, Uri address, TimeSpan limit, CancellationToken cancellationToken, params (string Name, string Value)[] headers)
    {
        using CancellationTokenSource time = PlatformTime.CancelAfter(limit, timeProvider);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
        using HttpRequestMessage request = new(method, address);
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        try
        {
            using HttpResponseMessage response = await _http.Value.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            using BoundedBody body = await BoundedBody.ReadAsync(response.Content, MaxAnswerBytes, either.Token).ConfigureAwait(false);
            return body switch
            {
                { Failure: { } failure } => throw new HttpRequestException("The answer broke off.", failure),
                { IsTooLong: true } => throw new HttpRequestException("The answer is longer than 64 KB."),
                _ => (response.StatusCode, System.Text.Encoding.UTF8.GetString(body.Bytes)),
            };
        }
        catch (OperationCanceledException exception) when (time.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException(FormattableString.Invariant($"There was no whole answer within {limit.TotalSeconds} s."), exception);
        }
    }
}
