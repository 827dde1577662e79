using Ens.ImageSharing;
using Ens.ImageSharing.Hosting;
using Ens.ImageSharing.Transport;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers an <see cref="EnsClient"/> with a host.</summary>
/// <remarks>
/// <para>
/// The client is a singleton over a named client of <c>IHttpClientFactory</c>. Message handlers that are added to the returned builder, or
/// to all clients, run above the signature: every pass of a request is signed, right before the primary handler. The primary handler can be
/// replaced.
/// </para>
/// <para>
/// The access keys come from a registered <see cref="EnsCredentials"/> (with the same service key, or without one), or from
/// <c>Credentials</c> in the configuration section, or from <see cref="EnsCredentials.Default"/>, in this order:
/// <c>services.AddSingleton(EnsCredentials.FromEcsRole())</c>. A registered <see cref="TimeProvider"/> is the clock.
/// </para>
/// <para>
/// The client without a service key uses the unnamed <see cref="EnsClientOptions"/>. Invalid options prevent the host from starting, with
/// an <see cref="OptionsValidationException"/> that names the option, or, for a value of a configuration section that cannot be converted,
/// an <see cref="InvalidOperationException"/> that names its path.
/// </para>
/// </remarks>
public static class EnsServiceCollectionExtensions
{
    /// <summary>Registers a client with the default options.</summary>
    /// <param name="services">The services of the host.</param>
    /// <returns>A builder for the underlying HTTP client, for example to add message handlers.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is <see langword="null"/>.</exception>
    public static IHttpClientBuilder AddEnsClient(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.AddClient(serviceKey: null, section: null, configure: null);
    }

    /// <summary>Registers a client.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>A builder for the underlying HTTP client, for example to add message handlers.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static IHttpClientBuilder AddEnsClient(this IServiceCollection services, Action<EnsClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        return services.AddClient(serviceKey: null, section: null, configure);
    }

    /// <summary>Registers a client with the options in a configuration section.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="section">
    /// A section with the names of <see cref="EnsClientOptions"/>, and optionally <c>Credentials:AccessKeyId</c>,
    /// <c>Credentials:AccessKeySecret</c> and <c>Credentials:SecurityToken</c>, or <c>Credentials:Profile</c> as for
    /// <see cref="EnsCredentials.FromProfile"/>.
    /// </param>
    /// <param name="configure">Sets options after the section was read. The default is <see langword="null"/>.</param>
    /// <returns>A builder for the underlying HTTP client, for example to add message handlers.</returns>
    /// <exception cref="ArgumentNullException">
    /// <paramref name="services"/> or <paramref name="section"/> is <see langword="null"/>.
    /// </exception>
    public static IHttpClientBuilder AddEnsClient(
        this IServiceCollection services, IConfiguration section, Action<EnsClientOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(section);
        return services.AddClient(serviceKey: null, section, configure);
    }

    /// <summary>Registers one of several clients, which share nothing.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="serviceKey">The key by which the client is resolved, for example with <c>[FromKeyedServices]</c>.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>A builder for the underlying HTTP client, for example to add message handlers.</returns>
    /// <exception cref="ArgumentException">An argument is <see langword="null"/>, or the key is empty or white space.</exception>
    public static IHttpClientBuilder AddKeyedEnsClient(
        this IServiceCollection services, string serviceKey, Action<EnsClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(serviceKey);
        ArgumentNullException.ThrowIfNull(configure);
        return services.AddClient(serviceKey, section: null, configure);
    }

    /// <summary>Registers one of several clients, which share nothing, with the options in a configuration section.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="serviceKey">The key by which the client is resolved, for example with <c>[FromKeyedServices]</c>.</param>
    /// <param name="section">A section as for the client without a key.</param>
    /// <param name="configure">Sets options after the section was read. The default is <see langword="null"/>.</param>
    /// <returns>A builder for the underlying HTTP client, for example to add message handlers.</returns>
    /// <exception cref="ArgumentException">A required argument is <see langword="null"/>, or the key is empty or white space.</exception>
    public static IHttpClientBuilder AddKeyedEnsClient(
        this IServiceCollection services, string serviceKey, IConfiguration section, Action<EnsClientOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(serviceKey);
        ArgumentNullException.ThrowIfNull(section);
        return services.AddClient(serviceKey, section, configure);
    }

    private static IHttpClientBuilder AddClient(
        this IServiceCollection services, string? serviceKey, IConfiguration? section, Action<EnsClientOptions>? configure)
    {
        ClientRegistration registration = new(serviceKey, section);
        services.TryAddSingleton<RegisteredClients>();
        services.TryAdd(new ServiceDescriptor(
            typeof(EnsClient), serviceKey, (provider, _) => Client(provider, registration).CreateClient(), ServiceLifetime.Singleton));

        OptionsBuilder<EnsClientOptions> options = services.AddOptions<EnsClientOptions>(registration.OptionsName).ValidateOnStart();
        if (section is not null)
        {
            options.Configure(registration.Bind);
        }

        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.AddSingleton<IValidateOptions<EnsClientOptions>>(registration);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EnsClientOptions>, EnsClientOptionsValidation>());

        // Wrapped around the primary handler after all other configuration, the signature is innermost: below the factory's own logging,
        // too.
        services.PostConfigure<HttpClientFactoryOptions>(
            registration.HttpClientName, factory => factory.HttpMessageHandlerBuilderActions.Add(builder => Sign(builder, registration)));
        return services.AddHttpClient(registration.HttpClientName)
            .ConfigurePrimaryHttpMessageHandler(provider => Client(provider, registration).CreatePrimaryHandler())
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
    }

    private static void Sign(HttpMessageHandlerBuilder builder, ClientRegistration registration)
    {
        if (builder.PrimaryHandler is not SigningHandler)
        {
            builder.PrimaryHandler = Client(builder.Services, registration).Sign(builder.PrimaryHandler);
        }
    }

    private static RegisteredClient Client(IServiceProvider provider, ClientRegistration registration) =>
        provider.GetRequiredService<RegisteredClients>().Get(registration);
}
