using Ens.ImageSharing.CredentialSources;
using Ens.ImageSharing.Options;
using Ens.ImageSharing.Tool.Terminal;
using Ens.ImageSharing.Tool.Text;

namespace Ens.ImageSharing.Tool.Connections;

/// <summary>
/// Chooses the endpoint: the command line, then <c>ENS_ENDPOINT</c>, then <c>ALIBABA_CLOUD_REGION_ID</c>, then the region of the profile.
/// Only the value that is used is checked.
/// </summary>
internal static class EndpointChoice
{
    private const string EndpointVariable = "ENS_ENDPOINT";
    private const string RegionVariable = "ALIBABA_CLOUD_REGION_ID";

    /// <exception cref="UsageException">The value is neither an endpoint nor a known region.</exception>
    public static async Task<Uri> FindAsync(
        ConnectionSettings settings, Func<string, string?> variable, CancellationToken cancellationToken)
    {
        if (settings is { Endpoint: not null, Region: not null })
        {
            throw new UsageException("--endpoint and --region cannot be combined.");
        }

        if (settings is { Vpc: true, Region: null })
        {
            throw new UsageException("--vpc requires --region.");
        }

        return settings.Endpoint is { } endpoint ? OfAddress("--endpoint", endpoint)
            : settings.Region is { } region ? OfRegion("--region", region, settings.Vpc)
            : Read(variable, EndpointVariable) is { } address ? OfAddress(EndpointVariable, address)
            : Read(variable, RegionVariable) is { } regionId ? OfRegion(RegionVariable, regionId, vpc: false)
            : await FindProfileRegionAsync(settings, variable, cancellationToken).ConfigureAwait(false) is { } profileRegion
                ? OfRegion("The profile's region_id", profileRegion, vpc: false)
            : EndpointTable.Find(regionId: null, vpc: false);
    }

    private static string? Read(Func<string, string?> variable, string name) =>
        variable(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    /// <summary>The region of a profile that was not named counts only if the key comes from there, too.</summary>
    private static async Task<string?> FindProfileRegionAsync(
        ConnectionSettings settings, Func<string, string?> variable, CancellationToken cancellationToken)
    {
        if (settings.Profile is null && Read(variable, "ALIBABA_CLOUD_ACCESS_KEY_ID") is not null)
        {
            return null;
        }

        try
        {
            return await ProfileRegion.FindAsync(settings.Profile, cancellationToken).ConfigureAwait(false);
        }
        catch (EnsAuthenticationException)
        {
            // The same file is read for the key, and its failure is told there.
            return null;
        }
    }

    private static Uri OfAddress(string name, string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? address))
        {
            throw new UsageException($"{name} must be an https address, such as https://ens.aliyuncs.com, but was '{text}'.");
        }

        try
        {
            EndpointRules.Validate(address, nameof(text));
            return address;
        }
        catch (ArgumentException exception)
        {
            throw new UsageException($"{name}: {ErrorMessage.Of(exception)}", exception);
        }
    }

    private static Uri OfRegion(string name, string region, bool vpc) =>
        EndpointTable.Regions(vpc).Contains(region, StringComparer.Ordinal)
            ? EndpointTable.Find(region, vpc)
            : throw new UsageException(
                $"{name} must be a region with a known {(vpc ? "VPC " : "")}endpoint, but was '{region}'. "
                + $"Known are {string.Join(", ", EndpointTable.Regions(vpc))}. For another region use --endpoint.");
}
