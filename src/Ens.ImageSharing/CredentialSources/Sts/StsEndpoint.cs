using Ens.ImageSharing.Options;
using static Ens.ImageSharing.CredentialSources.EnvironmentVariables;

namespace Ens.ImageSharing.CredentialSources;

/// <summary>The endpoint of STS: from the options, else from the environment, else the central one.</summary>
internal static class StsEndpoint
{
    /// <exception cref="EnsAuthenticationException">An environment variable is not a valid endpoint or region.</exception>
    public static Uri Of(EnsRoleOptions options)
    {
        if (options.Endpoint is not null)
        {
            return options.Endpoint;
        }

        if (options.RegionId is null && Read(EnvironmentVariables.StsEndpoint) is { } configured)
        {
            return Parse(configured, Prefix + EnvironmentVariables.StsEndpoint);
        }

        string? region = options.RegionId ?? Read(StsRegion);
        if (region is null)
        {
            return new Uri("https://sts.aliyuncs.com");
        }

        return EnsRoleOptions.IsRegion(region)
            ? new Uri($"https://{(options.UseVpcEndpoint ?? IsTrue(VpcEndpointEnabled) ? "sts-vpc" : "sts")}.{region}.aliyuncs.com")
            : throw new EnsAuthenticationException($"{Prefix}{StsRegion} must consist of lower-case letters, digits and hyphens.");
    }

    /// <summary>Reads a host name, as the command-line client takes it, or a whole address.</summary>
    /// <param name="text">The host or address.</param>
    /// <param name="name">Where it was written, for the message.</param>
    /// <exception cref="EnsAuthenticationException">It is neither.</exception>
    public static Uri Parse(string text, string name)
    {
        try
        {
            Uri endpoint = new(text.Contains("://", StringComparison.Ordinal) ? text : "https://" + text);
            EndpointRules.Validate(endpoint, name);
            return endpoint;
        }
        catch (Exception exception) when (exception is UriFormatException or ArgumentException)
        {
            throw new EnsAuthenticationException($"{name} must be a host name or an https address.", exception);
        }
    }
}
