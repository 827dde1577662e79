using Ens.ImageSharing.Options;

namespace Ens.ImageSharing;

/// <summary>How a RAM role is assumed at STS. Data only; copied when the credentials are created.</summary>
/// <remarks>Parameters of the operations <c>AssumeRole</c> and <c>AssumeRoleWithOIDC</c> of STS, version 2015-04-01.</remarks>
public sealed class EnsRoleOptions
{
    /// <summary>How long the keys work.</summary>
    /// <value>From 15 minutes to 12 hours; RAM caps it at the role's own maximum. The default is 1 hour.</value>
    public TimeSpan Duration { get; set; } = TimeSpan.FromHours(1);

    /// <summary>A policy, in JSON, that narrows what the keys may do.</summary>
    /// <value>The default, <see langword="null"/>, narrows nothing.</value>
    public string? Policy { get; set; }

    /// <summary>The external id that the role's trust policy asks for. Not sent with an OIDC token.</summary>
    /// <value>The default, <see langword="null"/>, is the environment variable <c>ALIBABA_CLOUD_EXTERNAL_ID</c>, else none.</value>
    public string? ExternalId { get; set; }

    /// <summary>The region whose STS is asked.</summary>
    /// <value>Such as <c>cn-hangzhou</c>. The default, <see langword="null"/>, is the environment variable <c>ALIBABA_CLOUD_STS_REGION</c>, else the central <c>sts.aliyuncs.com</c>.</value>
    public string? RegionId { get; set; }

    /// <summary>Whether the region's STS is asked inside its VPC.</summary>
    /// <value>The default, <see langword="null"/>, is the environment variable <c>ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED</c>, else <see langword="false"/>. Without a region it means nothing.</value>
    public bool? UseVpcEndpoint { get; set; }

    /// <summary>The address of STS; wins over the region.</summary>
    /// <value>An https address, or http on this machine. The default, <see langword="null"/>, is the environment variable <c>ALIBABA_CLOUD_STS_ENDPOINT</c>, else what the region says.</value>
    public Uri? Endpoint { get; set; }

    internal EnsRoleOptions Copy() => (EnsRoleOptions)MemberwiseClone();

    /// <summary>Throws if a value is out of its range.</summary>
    internal void Validate(string name)
    {
        if (Duration < TimeSpan.FromMinutes(15) || Duration > TimeSpan.FromHours(12))
        {
            throw new ArgumentOutOfRangeException(name, Duration, FormattableString.Invariant($"{nameof(Duration)} must be from 15 minutes to 12 hours; {Duration} was given."));
        }

        if (RegionId is not null && !IsRegion(RegionId))
        {
            throw new ArgumentException($"{nameof(RegionId)} must be lower-case letters, digits and hyphens, such as cn-hangzhou; '{RegionId}' was given.", name);
        }

        if (Endpoint is not null)
        {
            EndpointRules.Validate(Endpoint, name);
        }
    }

    internal static bool IsRegion(string region)
    {
        foreach (char character in region)
        {
            if (character is not ((>= 'a' and <= 'z') or (>= '0' and <= '9') or '-'))
            {
                return false;
            }
        }

        return region.Length is > 0 and <= 64;
    }
}
