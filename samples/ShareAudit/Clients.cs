using System.Collections.Concurrent;
using Ens.ImageSharing;

namespace ShareAudit;

/// <summary>One client for each profile, because each has a key of its own.</summary>
internal static class Clients
{
    public static Func<string?, EnsClient> For(CommandLine command)
    {
        EnsClientOptions options = new() { Endpoint = command.Endpoint, RegionId = command.Region, ApplicationId = "share-audit", MaxRetries = 5 };
        ConcurrentDictionary<string, EnsClient> clients = new(StringComparer.Ordinal);
        return profile => clients.GetOrAdd(profile ?? "", name => new EnsClient(name.Length == 0 ? EnsCredentials.Default : EnsCredentials.FromProfile(name), options));
    }
}
