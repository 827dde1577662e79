using System.Text.Json;

namespace Ens.ImageSharing.CredentialSources;

/// <summary>The profiles in one file, of either kind; read again whenever the file has changed, and the same objects until then.</summary>
internal sealed class ProfileFile(string path)
{
    private const int MaxBytes = 1024 * 1024;

    private readonly Dictionary<string, Profile?> _found = new(StringComparer.Ordinal);
    private List<Profile> _profiles = [];
    private string? _current;
    private StringComparison _comparison;
    private long _length = -1;
    private DateTime _writtenAt;

    public bool Exists => File.Exists(path);

    /// <summary>The profile of a name, together with those that it builds on; <see langword="null"/> if the file has none of that name.</summary>
    /// <param name="name">The name; <see langword="null"/> is the one that the file calls the current one, else <c>default</c>.</param>
    /// <exception cref="EnsAuthenticationException">The file cannot be read, or its profiles go round in circles.</exception>
    public Profile? Find(string? name)
    {
        ReadIfChanged();
        name ??= _current ?? "default";
        if (!_found.TryGetValue(name, out Profile? profile))
        {
            profile = Resolve(name, []);
            _found.Add(name, profile);
        }

        return profile;
    }

    private Profile? Resolve(string name, List<string> path)
    {
        bool isLoop = path.Contains(name);
        path.Add(name);
        if (isLoop)
        {
            throw Failure($"has profiles that go round in circles: {string.Join(" → ", path)}.");
        }

        Profile? profile = _profiles.Find(candidate => string.Equals(candidate.Name, name, _comparison));
        if (profile is null || !string.Equals(profile.Mode, ProfileCredentials.ChainableRamRoleArn, StringComparison.OrdinalIgnoreCase))
        {
            return profile;
        }

        string source = profile["source_profile"] ?? throw Failure($"has the {profile}, which needs a source_profile.");
        return profile.BuiltOn(Resolve(source, path) ?? throw Failure($"has the {profile}, which builds on the profile '{source}', which is not there."));
    }

    private void ReadIfChanged()
    {
        try
        {
            FileInfo file = new(path);
            if (_length == file.Length && _writtenAt == file.LastWriteTimeUtc)
            {
                return;
            }

            _found.Clear();
            _length = -1;
            Parse(file.Length <= MaxBytes ? File.ReadAllText(path) : throw Failure("is longer than 1 MB."));
            (_length, _writtenAt) = (file.Length, file.LastWriteTimeUtc);
        }
        catch (JsonException exception)
        {
            throw Failure(FormattableString.Invariant($"is not valid JSON, at line {(exception.LineNumber ?? 0) + 1}."), exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Failure("cannot be read.", exception);
        }
    }

    private void Parse(string text)
    {
        if (!text.AsSpan().TrimStart().StartsWith("{".AsSpan(), StringComparison.Ordinal))
        {
            (_profiles, _current, _comparison) = (IniProfiles.Parse(text), null, StringComparison.OrdinalIgnoreCase);
            return;
        }

        using JsonDocument document = JsonTexts.Parse(text);
        List<Profile> profiles = [];
        if (JsonTexts.Member(document.RootElement, "profiles") is { ValueKind: JsonValueKind.Array } list)
        {
            foreach (JsonElement element in list.EnumerateArray())
            {
                Dictionary<string, string> members = JsonTexts.Of(element);
                profiles.Add(new Profile(members.TryGetValue("name", out string? name) ? name : "", members));
            }
        }

        JsonTexts.Of(document.RootElement).TryGetValue("current", out string? current);
        (_profiles, _current, _comparison) = (profiles, current, StringComparison.Ordinal);
    }

    private EnsAuthenticationException Failure(string reason, Exception? cause = null) => new($"The file {path} {reason}", cause);
}
