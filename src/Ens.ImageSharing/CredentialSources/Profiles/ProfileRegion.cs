using static Ens.ImageSharing.CredentialSources.EnvironmentVariables;

namespace Ens.ImageSharing.CredentialSources;

/// <summary>The region that a profile names, for programs that take it from there.</summary>
internal static class ProfileRegion
{
    /// <summary>Finds the region.</summary>
    /// <param name="profileName">The profile; <see langword="null"/> is the one that the default credentials would use.</param>
    /// <param name="cancellationToken">Cancels the wait for the files.</param>
    /// <returns>The region, or <see langword="null"/> if there is no such profile or it names none.</returns>
    /// <exception cref="EnsAuthenticationException">A file cannot be used, or a profile that was named is missing.</exception>
    public static async ValueTask<string?> FindAsync(string? profileName, CancellationToken cancellationToken)
    {
        string[] switches = profileName is null ? [CliProfileDisabled, IgnoreProfile] : [];
        ProfileFiles files = new(profileName, filePath: null, switches, SourceContext.System);
        Lookup<Profile> profile = await files.FindAsync(cancellationToken).ConfigureAwait(false);
        return profile.Value?["region_id"]?.Trim() is { Length: > 0 } region ? region : null;
    }
}
