using Ens.ImageSharing.Options;

namespace Ens.ImageSharing;

/// <summary>Options for assuming a RAM role at STS.</summary>
/// <remarks>
/// Data only: the credentials take a copy when they are created. The values are parameters of the operations <c>AssumeRole</c> and
/// <c>AssumeRoleWithOIDC</c> of STS, version 2015-04-01.
/// </remarks>
public sealed class EnsRoleOptions
{
    /// <summary>How long the keys are valid.</summary>
    /// <value>Between 15 minutes and 12 hours. RAM also limits it to the role's own maximum. The default is 1 hour.</value>
    public TimeSpan Duration { get; set; } = TimeSpan.FromHours(1);

    /// <summary>A policy, in JSON, that restricts what the keys may do.</summary>
    /// <value>The default, <see langword="null"/>, adds no restriction to those of the role.</value>
    public string? Policy { get; set; }

    /// <summary>The external id that the role's trust policy requires. Not sent with an OIDC token.</summary>
    /// <value>
    /// The default, <see langword="null"/>, is the value of the environment variable <c>ALIBABA_CLOUD_EXTERNAL_ID</c>, else none.
    /// </value>
    public string? ExternalId { get; set; }

    /// <summary>The region of the STS endpoint.</summary>
    /// <value>
    /// For example <c>cn-hangzhou</c>. The default, <see langword="null"/>, is the value of the environment variable
    /// <c>ALIBABA_CLOUD_STS_REGION</c>, else the central endpoint <c>sts.aliyuncs.com</c>.
    /// </value>
    public string? RegionId { get; set; }

    /// <summary>Whether to use the region's STS endpoint inside its VPC. Has no effect without a region.</summary>
    /// <value>
    /// The default, <see langword="null"/>, is the value of the environment variable <c>ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED</c>, else
    /// <see langword="false"/>.
    /// </value>
    public bool? UseVpcEndpoint { get; set; }

    /// <summary>The address of STS. Takes precedence over the region.</summary>
    /// <value>
    /// An https address, or http on this machine. The default, <see langword="null"/>, is the value of the environment variable
    /// <c>ALIBABA_CLOUD_STS_ENDPOINT</c>, else the endpoint of the region.
    /// </value>
    public Uri? Endpoint { get; set; }

    internal EnsRoleOptions Copy() => (EnsRoleOptions)MemberwiseClone();

    /// <summary>Throws if a value is out of its range.</summary>
    internal void Validate(string name)
    {
        if (Duration < TimeSpan.FromMinutes(15) || Duration > TimeSpan.FromHours(12))
        {
            string mistake = FormattableString.Invariant(
                $"{nameof(Duration)} must be between 15 minutes and 12 hours, but was {Duration}.");
            throw new ArgumentOutOfRangeException(name, Duration, mistake);
        }

        if (RegionId is not null && !IsRegion(RegionId))
        {
            throw new ArgumentException(
                $"{nameof(RegionId)} must consist of lower-case letters, digits and hyphens, such as cn-hangzhou, but was '{RegionId}'.",
                name);
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
