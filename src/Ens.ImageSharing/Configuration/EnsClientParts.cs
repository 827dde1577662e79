using Ens.ImageSharing.Transport;

namespace Ens.ImageSharing;

/// <summary>What a registered client and its signing handler have in common, and share with no other client.</summary>
internal sealed class EnsClientParts(EnsClientOptions options, EnsCredentials credentials, ServiceClock clock)
{
    public EnsClientOptions Options { get; } = options;

    public EnsCredentials Credentials { get; } = credentials;

    public ServiceClock Clock { get; } = clock;
}
