using System.Collections.Concurrent;

namespace Ens.ImageSharing.Hosting;

/// <summary>
/// The registered clients of a host by HTTP client name. One plain service, because not every container knows keyed ones.
/// </summary>
internal sealed class RegisteredClients(IServiceProvider provider)
{
    private readonly ConcurrentDictionary<string, Lazy<RegisteredClient>> _clients = new(StringComparer.Ordinal);

    public RegisteredClient Get(ClientRegistration registration) =>
        _clients.GetOrAdd(
            registration.HttpClientName, _ => new Lazy<RegisteredClient>(() => new RegisteredClient(provider, registration))).Value;
}
