namespace Ens.ImageSharing.CredentialSources;

/// <summary>The profiles that a text describes, be it JSON or ini.</summary>
internal sealed class ProfileDocument
{
    private readonly List<Profile> _profiles;
    private readonly StringComparison _comparison;

    private ProfileDocument(string text, List<Profile> profiles, string? current, StringComparison comparison)
    {
        Text = text;
        Current = current;
        _profiles = profiles;
        _comparison = comparison;
    }

    public string Text { get; }

    /// <summary>The name of the profile to use if none is named; <see langword="null"/> if the text does not tell.</summary>
    public string? Current { get; }

    /// <exception cref="FormatException">The text is not what it seems to be; the message goes on after the name of the file.</exception>
    public static ProfileDocument Parse(string text, string path)
    {
        if (!text.AsSpan().TrimStart().StartsWith("{".AsSpan(), StringComparison.Ordinal))
        {
            return new ProfileDocument(text, IniProfiles.Parse(text, path), current: null, StringComparison.OrdinalIgnoreCase);
        }

        (List<Profile> profiles, string? current) = CliProfiles.Parse(text, path);
        return new ProfileDocument(text, profiles, current, StringComparison.Ordinal);
    }

    /// <summary>Finds a profile, together with those that it builds on.</summary>
    /// <exception cref="FormatException">One that it builds on is missing, or they refer to each other in a circle.</exception>
    public Profile? Find(string name) => Find(name, []);

    private Profile? Find(string name, List<string> chain)
    {
        bool isLoop = chain.Contains(name);
        chain.Add(name);
        if (isLoop)
        {
            throw new FormatException($"has profiles that refer to each other in a circle: {string.Join(" → ", chain)}.");
        }

        Profile? profile = _profiles.Find(candidate => string.Equals(candidate.Name, name, _comparison));
        if (profile is null || !string.Equals(profile.Mode, ProfileModes.ChainableRamRoleArn, StringComparison.OrdinalIgnoreCase))
        {
            return profile;
        }

        string source = profile["source_profile"] ?? throw new FormatException($"has the {profile}, which needs source_profile.");
        return profile.WithSource(
            Find(source, chain) ?? throw new FormatException(
                $"has the {profile}, which builds on the profile '{source}', which is missing."));
    }
}
