using Ens.ImageSharing;
using Ens.ImageSharing.Transport;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers <see cref="EnsClient"/> with a host.</summary>
/// <remarks>
/// <para>
/// The client is a singleton over a named client of <c>IHttpClientFactory</c>. Handlers that are added to the builder that comes back, or to all clients,
/// stand above the signature: each pass of a request is signed afresh, right before the primary handler. That one can be replaced.
/// </para>
/// <para>
/// The keys come from a registered <see cref="EnsCredentials"/> (with the same service key, or without one), else from the section's
/// <c>Credentials</c>, else from <see cref="EnsCredentials.Default"/>. A registered <see cref="TimeProvider"/> is the clock.
/// </para>
/// <para>Options that make no sense keep the host from starting, with an <see cref="OptionsValidationException"/> that names the option.</para>
/// </remarks>
public static class EnsServiceCollectionExtensions
{
    private const string HttpClientName = "Ens.ImageSharing";

    /// <summary>Registers the client with the default options.</summary>
    /// <param name="services">The host's services.</param>
    /// <returns>The builder of the HTTP client, for handlers of one's own.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is <see langword="null"/>.</exception>
    public static IHttpClientBuilder AddEnsClient(this IServiceCollection services) => services.AddEnsClient(_ => { });

    /// <summary>Registers the client.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The builder of the HTTP client, for handlers of one's own.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static IHttpClientBuilder AddEnsClient(this IServiceCollection services, Action<EnsClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        return services.AddClient(serviceKey: null, configure, section: null);
    }

    /// <summary>Registers the client with the options of a configuration section.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="section">A section with the names of <see cref="EnsClientOptions"/>, and perhaps <c>Credentials:AccessKeyId</c>, <c>Credentials:AccessKeySecret</c> and <c>Credentials:SecurityToken</c>, or <c>Credentials:Profile</c> as for <see cref="EnsCredentials.FromProfile"/>.</param>
    /// <returns>The builder of the HTTP client, for handlers of one's own.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static IHttpClientBuilder AddEnsClient(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(section);
        return services.AddClient(serviceKey: null, configure: null, section);
    }

    /// <summary>Registers one of several clients, which share nothing.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="serviceKey">The key under which the client is resolved, by <c>[FromKeyedServices]</c> for example.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The builder of the HTTP client, for handlers of one's own.</returns>
    /// <exception cref="ArgumentException">An argument is <see langword="null"/>, or the key is empty or white space.</exception>
    public static IHttpClientBuilder AddKeyedEnsClient(this IServiceCollection services, string serviceKey, Action<EnsClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(serviceKey);
        ArgumentNullException.ThrowIfNull(configure);
        return services.AddClient(serviceKey, configure, section: null);
    }

    /// <summary>Registers one of several clients, which share nothing, with the options of a configuration section.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="serviceKey">The key under which the client is resolved, by <c>[FromKeyedServices]</c> for example.</param>
    /// <param name="section">A section as for <see cref="AddEnsClient(IServiceCollection, IConfiguration)"/>.</param>
    /// <returns>The builder of the HTTP client, for handlers of one's own.</returns>
    /// <exception cref="ArgumentException">An argument is <see langword="null"/>, or the key is empty or white space.</exception>
    public static IHttpClientBuilder AddKeyedEnsClient(this IServiceCollection services, string serviceKey, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(serviceKey);
        ArgumentNullException.ThrowIfNull(section);
        return services.AddClient(serviceKey, configure: null, section);
    }

    private static IHttpClientBuilder AddClient(this IServiceCollection services, string? serviceKey, Action<EnsClientOptions>? configure, IConfiguration? section)
    {
        string name = Name(serviceKey);
        services.TryAdd(new ServiceDescriptor(typeof(EnsClient), serviceKey, (provider, _) => CreateClient(provider, serviceKey), ServiceLifetime.Singleton));
        OptionsBuilder<EnsClientOptions> options = services.AddOptions<EnsClientOptions>(name);
        if (configure is not null)
        {
            options.Configure(configure);
        }

        if (section is not null)
        {
            options.Configure(target => section.Bind(target));
            EnsConfigurationSection configuration = new(name, section);
            services.AddSingleton<IValidateOptions<EnsClientOptions>>(configuration);
            services.AddKeyedSingleton(name, configuration);
        }

        options.ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EnsClientOptions>, EnsClientOptionsValidation>());
        services.TryAddKeyedSingleton(name, (provider, _) => new EnsClientParts(
            provider.GetRequiredService<IOptionsMonitor<EnsClientOptions>>().Get(name),
            Credentials(provider, serviceKey),
            new ServiceClock(provider.GetService<TimeProvider>() ?? TimeProvider.System)));

        // Wrapped around the primary handler after all other configuration, the signature is innermost: below the factory's own logging too.
        services.PostConfigure<HttpClientFactoryOptions>(name, factory => factory.HttpMessageHandlerBuilderActions.Add(builder =>
        {
            if (builder.PrimaryHandler is not AcsSigningHandler)
            {
                EnsClientParts parts = builder.Services.GetRequiredKeyedService<EnsClientParts>(name);
                builder.PrimaryHandler = new AcsSigningHandler(parts.Credentials, parts.Clock, parts.Options.SignatureVersion, AcsSigningHandler.NewNonce) { InnerHandler = builder.PrimaryHandler };
            }
        }));
        return services.AddHttpClient(name)
            .ConfigurePrimaryHttpMessageHandler(static () => PlatformHttp.CreateHandler())
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
    }

    private static EnsClient CreateClient(IServiceProvider provider, string? serviceKey)
    {
        string name = Name(serviceKey);
        HttpClient http = provider.GetRequiredService<IHttpClientFactory>().CreateClient(name);
        http.Timeout = Timeout.InfiniteTimeSpan;
        return new EnsClient(http, provider.GetRequiredKeyedService<EnsClientParts>(name), provider.GetService<ILoggerFactory>());
    }

    private static EnsCredentials Credentials(IServiceProvider provider, string? serviceKey) =>
        (serviceKey is null ? null : provider.GetKeyedService<EnsCredentials>(serviceKey))
        ?? provider.GetService<EnsCredentials>()
        ?? provider.GetKeyedService<EnsConfigurationSection>(Name(serviceKey))?.CreateCredentials(provider.GetService<TimeProvider>())
        ?? EnsCredentials.Default;

    private static string Name(string? serviceKey) => serviceKey is null ? HttpClientName : HttpClientName + ":" + serviceKey;
}
