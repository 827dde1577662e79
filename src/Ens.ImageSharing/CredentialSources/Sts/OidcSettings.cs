using static Ens.ImageSharing.CredentialSources.EnvironmentVariables;

namespace Ens.ImageSharing.CredentialSources;

/// <summary>A role that is assumed with an OIDC token: the role, the provider of the token, and the file with the token.</summary>
internal sealed record OidcSettings(string RoleArn, string ProviderArn, string TokenFile, string? SessionName)
{
    /// <summary>Reads the variables that Kubernetes sets. They belong together, so they must have the same prefix.</summary>
    /// <exception cref="EnsAuthenticationException">Only some of the three variables are set.</exception>
    public static Lookup<OidcSettings> FromEnvironment()
    {
        string[] names = [EnvironmentVariables.RoleArn, OidcProviderArn, OidcTokenFile];
        string? prefix = FindPrefix(names);
        if (prefix is null)
        {
            return Lookup<OidcSettings>.Absent(
                $"Environment variables {string.Join(", ", names.Select(name => Prefix + name))} are not set.");
        }

        string?[] values = Array.ConvertAll(names, name => ReadFull(prefix + name)?.Trim());
        string missing = string.Join(", ", names.Where((_, index) => values[index] is null).Select(name => prefix + name));
        return missing.Length == 0
            ? new OidcSettings(values[0]!, values[1]!, values[2]!, ReadFull(prefix + RoleSessionName)?.Trim())
            : throw new EnsAuthenticationException(
                $"The OIDC role of the environment is set up only in part. Environment variables not set: {missing}.");
    }
}
