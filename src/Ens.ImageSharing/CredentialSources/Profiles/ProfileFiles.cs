using System.Collections.Concurrent;
using static Ens.ImageSharing.CredentialSources.EnvironmentVariables;

namespace Ens.ImageSharing.CredentialSources;

/// <summary>Finds the profile that is selected, in the files where profiles are searched.</summary>
/// <param name="profileName">The profile; <see langword="null"/> leaves it to the environment and the files.</param>
/// <param name="filePath">The only file to search; <see langword="null"/> searches all.</param>
/// <param name="cliSwitches">The variables that exclude the file of the command-line client.</param>
/// <param name="context">The clock.</param>
internal sealed class ProfileFiles(string? profileName, string? filePath, string[] cliSwitches, SourceContext context)
{
    private readonly ConcurrentDictionary<string, ProfileFile> _files = new(StringComparer.Ordinal);

    public override string ToString() => filePath is null ? "profile" : $"profile of {filePath}";

    /// <summary>Finds the profile in the first file that has it.</summary>
    /// <exception cref="EnsAuthenticationException">
    /// A file that comes first is there and cannot be used, or a profile or file that was named is missing.
    /// </exception>
    public async ValueTask<Lookup<Profile>> FindAsync(CancellationToken cancellationToken)
    {
        string? name = profileName ?? Read(EnvironmentVariables.Profile);
        string? namedFile = filePath ?? Read(CredentialsFile);
        string? cliIsOff = FindSwitch(cliSwitches);
        List<string> absences = [];
        bool isAnyFileThere = false;
        foreach (string path in Paths(namedFile, cliIsOff is not null))
        {
            ProfileFile file = _files.GetOrAdd(path, key => new ProfileFile(key, context.Time));
            Lookup<Profile> found = await file.FindAsync(name, cancellationToken).ConfigureAwait(false);
            if (found.Value is not null)
            {
                return found;
            }

            isAnyFileThere |= file.IsThere;
            absences.Add(found.Absence);
        }

        string reason = string.Join(" ", absences);
        if (namedFile is not null)
        {
            throw new EnsAuthenticationException(reason);
        }

        reason = cliIsOff is null ? reason : $"{reason} CLI profile: {cliIsOff}";

        // A name means nothing where profiles are switched off and no file has any.
        return name is not null && (cliIsOff is null || isAnyFileThere)
            ? throw new EnsAuthenticationException($"The profile '{name}' is missing. {reason}")
            : Lookup<Profile>.Absent(reason);
    }

    private List<string> Paths(string? namedFile, bool isCliOff)
    {
        if (filePath is not null)
        {
            return [filePath];
        }

        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
        List<string> paths = [];
        if (home.Length > 0 && !isCliOff)
        {
            paths.Add(Path.Combine(home, ".aliyun", "config.json"));
        }

        if (namedFile is not null)
        {
            paths.Add(namedFile);
        }
        else if (home.Length > 0)
        {
            paths.Add(Path.Combine(home, ".alibabacloud", "credentials"));
            paths.Add(Path.Combine(home, ".alibabacloud", "credentials.ini"));
        }

        return paths;
    }
}
