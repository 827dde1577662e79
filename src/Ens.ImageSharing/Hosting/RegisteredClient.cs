using Ens.ImageSharing.Options;
using Ens.ImageSharing.Telemetry;
using Ens.ImageSharing.Transport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Ens.ImageSharing.Hosting;

/// <summary>One registered client: what the client and its signing handler share with each other and with no other client.</summary>
internal sealed class RegisteredClient
{
    private readonly IServiceProvider _provider;
    private readonly ClientRegistration _registration;
    private readonly EnsClientOptions _options;
    private readonly EnsCredentials _credentials;
    private readonly ServiceClock _clock;
    private readonly ILogger _logger;

    public RegisteredClient(IServiceProvider provider, ClientRegistration registration)
    {
        _provider = provider;
        _registration = registration;
        _options = provider.GetRequiredService<IOptionsMonitor<EnsClientOptions>>().Get(registration.OptionsName).Copy();
        TimeProvider? timeProvider = provider.GetService<TimeProvider>();
        _credentials = (registration.ServiceKey is { } key ? provider.GetKeyedService<EnsCredentials>(key) : null)
            ?? provider.GetService<EnsCredentials>()
            ?? CredentialsOfSections(timeProvider)
            ?? EnsCredentials.Default;
        _clock = new ServiceClock(timeProvider ?? TimeProvider.System);
        _logger = EnsClient.CreateLogger(provider.GetService<ILoggerFactory>());
    }

    /// <summary>The platform's own handler; requests to this machine do not go through a proxy.</summary>
    public HttpMessageHandler CreatePrimaryHandler() => PlatformHttp.CreateHandler(useProxy: !_options.ResolveEndpoint().IsLoopback);

    /// <summary>Puts the signature around a primary handler, which may be the host's.</summary>
    public HttpMessageHandler Sign(HttpMessageHandler primary) =>
        new SigningHandler(
            _credentials, SignatureScheme.Of(_options.SignatureVersion), _clock, SigningHandler.NewNonce, new CredentialTelemetry(_logger))
        {
            InnerHandler = HostTransport.Secure(primary, _options.ResolveEndpoint().IsLoopback),
        };

    public EnsClient CreateClient()
    {
        SigningHandler? signing = FindSigningHandler();
        ServiceConnection connection = new(
            _provider.GetRequiredService<IHttpClientFactory>().CreateClient(_registration.HttpClientName),
            signing,
            _options.ResolveEndpoint(),
            CallLimits.Of(_options),
            _clock,
            _options.ApplicationId);
        return new EnsClient(connection, _credentials, _options.PagesInFlight, _logger);
    }

    /// <summary>The client may be registered several times; the latest section with credentials counts, as it does for options.</summary>
    private EnsCredentials? CredentialsOfSections(TimeProvider? timeProvider) => _provider.GetServices<IValidateOptions<EnsClientOptions>>()
        .OfType<ClientRegistration>()
        .Where(other => other.HttpClientName == _registration.HttpClientName)
        .Select(other => other.CreateCredentials(timeProvider))
        .LastOrDefault(credentials => credentials is not null);

    /// <summary>Finds the signing handler in the chain that the host has built.</summary>
    /// <exception cref="InvalidOperationException">The chain has none, so that requests would leave unsigned.</exception>
    private SigningHandler? FindSigningHandler()
    {
        if (_provider.GetService<IHttpMessageHandlerFactory>() is not { } factory)
        {
            return null;
        }

        HttpMessageHandler? handler = factory.CreateHandler(_registration.HttpClientName);
        while (handler is not SigningHandler and DelegatingHandler { InnerHandler: { } inner })
        {
            handler = inner;
        }

        return handler as SigningHandler ?? throw new InvalidOperationException(
            $"The handler chain of the HTTP client '{_registration.HttpClientName}' does not sign requests. "
            + "An IHttpMessageHandlerBuilderFilter has probably replaced the primary handler; "
            + "use ConfigurePrimaryHttpMessageHandler instead.");
    }
}
