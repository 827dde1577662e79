using System.Diagnostics.CodeAnalysis;
using Ens.ImageSharing.Credentials;
using Ens.ImageSharing.Errors;
using Ens.ImageSharing.Options;
using Ens.ImageSharing.Wire;

namespace Ens.ImageSharing.Transport;

/// <summary>One attempt at one call: builds the request, sends it, and reads a bounded response before it is judged.</summary>
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

    /// <summary>Whether handlers or bodies take part that are not this library's, and may block their thread.</summary>
    public bool MayBlock { get; init; } = true;

    /// <summary>The access key that signed last.</summary>
    public EnsAccessKey? LastKey => _signing?.LastKey;

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
            InnerHandler = transport is null
                ? PlatformHttp.CreateHandler(useProxy: !endpoint.IsLoopback)
                : HostTransport.Secure(transport, endpoint.IsLoopback),
        };
        return new ServiceConnection(new HttpClient(signing, disposeHandler: false), signing, endpoint, limits, clock, applicationId)
        {
            MayBlock = transport is not null,
        };
    }

    /// <summary>Sends one request.</summary>
    /// <returns>The answer, or the failure: an exception is thrown for a cancellation only.</returns>
    public async Task<AttemptOutcome<TAnswer>> SendAsync<TAnswer>(
        IOperation<TAnswer> operation, AttemptProgress progress, CancellationToken cancellationToken)
        where TAnswer : class
    {
        bool isOurs = !MayBlock && PlatformHttp.AsksForContent;
        using HttpRequestMessage request = RequestMessage.Create(_address, _userAgent, operation, progress, isOurs);
        if (MayBlock)
        {
            progress.AttachToFlow();
        }

        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // A handler above the signature may have read a part of the body, and a form has secrets of its own.
            SecretMask mask = new([.. progress.LastRequest?.Secrets ?? [], .. operation.Secrets]);
            (Exception failure, Recovery recovery) = TransportFailure.Of(MaskedFailure.Of(exception, mask), Endpoint);
            return new AttemptOutcome<TAnswer>(failure, recovery);
        }

        using (response)
        {
            progress.BeginBody();
            bool isSuccess = (int)response.StatusCode is >= 200 and < 300;
            long limit = isSuccess ? Limits.MaxResponseBytes : ErrorReader.MaxBodyBytes;
            using BoundedBody body = await BoundedBody.ReadAsync(response.Content, limit, cancellationToken).ConfigureAwait(false);
            return new ReceivedResponse<TAnswer>(this, operation, response, body, progress.RequestOf(response)).Judge(isSuccess);
        }
    }
}
