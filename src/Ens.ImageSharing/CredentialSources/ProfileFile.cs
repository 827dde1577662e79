using System.Text.Json;

namespace Ens.ImageSharing.CredentialSources;

/// <summary>The profiles in one file, of either kind; read again whenever the file has changed.</summary>
internal sealed class ProfileFile(string path)
{
    private const int MaxBytes = 1024 * 1024;

    private Read? _read;

    public string Path => path;

    public bool Exists => File.Exists(path);

    /// <summary>The profile of a name, together with those that it builds on; <see langword="null"/> if the file has none of that name.</summary>
    /// <param name="name">The name; <see langword="null"/> is the one that the file calls the current one, else <c>default</c>.</param>
    /// <exception cref="EnsAuthenticationException">The file cannot be read, or its profiles go round in circles.</exception>
    public Profile? Find(string? name)
    {
        Read read = ReadIfChanged();
        return Resolve(read.Profiles, name ?? read.Current ?? "default", read.Comparison, []);
    }

    private Profile? Resolve(IReadOnlyList<Profile> profiles, string name, StringComparison comparison, List<string> path)
    {
        path.Add(name);
        if (path.IndexOf(name) < path.Count - 1)
        {
            throw new EnsAuthenticationException($"The profiles in {Path} go round in circles: {string.Join(" → ", path)}.");
        }

        Profile? profile = profiles.FirstOrDefault(candidate => string.Equals(candidate.Name, name, comparison));
        if (profile is null || !string.Equals(profile.Mode, ProfileCredentials.ChainableRamRoleArn, StringComparison.OrdinalIgnoreCase))
        {
            return profile;
        }

        return profile.SourceProfile is { Length: > 0 } source
            ? profile with { Source = Resolve(profiles, source, comparison, path) ?? throw new EnsAuthenticationException($"The {profile} in {Path} builds on the profile '{source}', which is not there.") }
            : throw new EnsAuthenticationException($"The {profile} in {Path} needs a source_profile.");
    }

    private Read ReadIfChanged()
    {
        try
        {
            FileInfo file = new(path);
            Read? read = Volatile.Read(ref _read);
            if (read is null || read.Length != file.Length || read.WrittenAt != file.LastWriteTimeUtc)
            {
                if (file.Length > MaxBytes)
                {
                    throw new EnsAuthenticationException($"The file {path} is longer than 1 MB.");
                }

                read = Parse(File.ReadAllText(path), file);
                Volatile.Write(ref _read, read);
            }

            return read;
        }
        catch (JsonException exception)
        {
            throw new EnsAuthenticationException(FormattableString.Invariant($"The file {path} is not valid JSON, or has a value of the wrong kind, at line {(exception.LineNumber ?? 0) + 1}."), exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EnsAuthenticationException($"The file {path} cannot be read.", exception);
        }
    }

    private static Read Parse(string text, FileInfo file)
    {
        if (text.AsSpan().TrimStart().StartsWith("{".AsSpan(), StringComparison.Ordinal))
        {
            CliConfiguration configuration = JsonSerializer.Deserialize(text, CliJson.Default.CliConfiguration) ?? new CliConfiguration();
            string? current = string.IsNullOrWhiteSpace(configuration.Current) ? null : configuration.Current;
            return new Read(file.Length, file.LastWriteTimeUtc, configuration.Profiles?.FindAll(profile => profile is not null) ?? [], current, StringComparison.Ordinal);
        }

        return new Read(file.Length, file.LastWriteTimeUtc, IniProfiles.Parse(text), Current: null, StringComparison.OrdinalIgnoreCase);
    }

    private sealed record Read(long Length, DateTime WrittenAt, IReadOnlyList<Profile> Profiles, string? Current, StringComparison Comparison);
}
