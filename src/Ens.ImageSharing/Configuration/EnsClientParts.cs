using Ens.ImageSharing.Transport;

namespace Ens.ImageSharing;

/// <summary>What a registered client and its signing handler have in common, and share with no other client.</summary>
internal sealed record EnsClientParts(EnsClientOptions Options, EnsCredentials Credentials, ServiceClock Clock);
