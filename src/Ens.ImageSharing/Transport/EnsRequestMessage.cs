namespace Ens.ImageSharing.Transport;

/// <summary>A request that remembers how it was signed last, for the explanation of a refusal.</summary>
internal sealed class EnsRequestMessage(HttpMethod method, Uri address) : HttpRequestMessage(method, address)
{
    /// <summary>The key of the last pass.</summary>
    public EnsAccessKey? Key { get; set; }

    /// <summary>The date of the last pass.</summary>
    public DateTimeOffset? SignedAt { get; set; }

    /// <summary>The address of the last pass, which differs from the request's own where the signature travels in it.</summary>
    public Uri? SignedAddress { get; set; }
}
