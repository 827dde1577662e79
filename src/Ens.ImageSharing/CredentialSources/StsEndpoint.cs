using Ens.ImageSharing.Options;
using static Ens.ImageSharing.CredentialSources.EnvironmentVariables;

namespace Ens.ImageSharing.CredentialSources;

/// <summary>Where STS is: what the options say, else what the environment says, else the central address.</summary>
internal static class StsEndpoint
{
    /// <exception cref="EnsAuthenticationException">The environment says something that cannot be an address.</exception>
    public static Uri Of(EnsRoleOptions options)
    {
        if (options.Endpoint is not null)
        {
            return options.Endpoint;
        }

        if (options.RegionId is null && Read(EnvironmentVariables.StsEndpoint) is { } configured)
        {
            return FromVariable(configured.Trim());
        }

        string? region = options.RegionId ?? Read(StsRegion)?.Trim();
        if (region is null)
        {
            return new Uri("https://sts.aliyuncs.com");
        }

        return EnsRoleOptions.IsRegion(region)
            ? new Uri($"https://{(options.UseVpcEndpoint ?? IsTrue(VpcEndpointEnabled) ? "sts-vpc" : "sts")}.{region}.aliyuncs.com")
            : throw new EnsAuthenticationException($"{Prefix}{StsRegion} must be lower-case letters, digits and hyphens.");
    }

    /// <summary>A host alone, as the command-line client takes it, or a whole address.</summary>
    private static Uri FromVariable(string text)
    {
        try
        {
            Uri endpoint = new(text.Contains("://", StringComparison.Ordinal) ? text : "https://" + text);
            EndpointRules.Validate(endpoint, Prefix + EnvironmentVariables.StsEndpoint);
            return endpoint;
        }
        catch (Exception exception) when (exception is UriFormatException or ArgumentException)
        {
            throw new EnsAuthenticationException($"{Prefix}{EnvironmentVariables.StsEndpoint} must be a host or an https address.", exception);
        }
    }
}
