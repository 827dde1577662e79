namespace Ens.ImageSharing.CredentialSources;

/// <summary>The profiles that a text describes, be it JSON or ini.</summary>
internal sealed class ProfileDocument
{
    /// <summary>The name of the profile to use if neither the user nor the text names one.</summary>
    public const string DefaultName = "default";

    private readonly List<Profile> _profiles;
    private readonly string? _current;
    private readonly bool _isJson;

    private ProfileDocument(string text, List<Profile> profiles, string? current, bool isJson)
    {
        Text = text;
        _profiles = profiles;
        _current = current;
        _isJson = isJson;
    }

    public string Text { get; }

    /// <exception cref="FormatException">The text is not what it seems to be; the message goes on after the name of the file.</exception>
    public static ProfileDocument Parse(string text, string path)
    {
        if (!IsJson(text.AsSpan().TrimStart()))
        {
            return new ProfileDocument(text, IniProfiles.Parse(text, path), current: null, isJson: false);
        }

        (List<Profile> profiles, string? current) = CliProfiles.Parse(text, path);
        return new ProfileDocument(text, profiles, current, isJson: true);
    }

    /// <summary>Finds the profile to use if the user names none, together with those that it builds on.</summary>
    /// <exception cref="FormatException">
    /// The current profile, or one that it builds on, is missing; or it is not known which profile is meant.
    /// </exception>
    public Profile? FindCurrent() => Find(_current ?? DefaultName) switch
    {
        { } profile => profile,
        null when _current is not null =>
            throw new FormatException($"names '{_current}' as its current profile, but has no profile of that name."),
        null when _isJson && _profiles.Count > 0 =>
            throw new FormatException($"has profiles, but no current one and none with the name '{DefaultName}'."),
        null => null,
    };

    /// <summary>Finds a profile, together with those that it builds on.</summary>
    /// <exception cref="FormatException">One that it builds on is missing, or they refer to each other in a circle.</exception>
    public Profile? Find(string name) => Find(name, []);

    /// <summary>Whether a text begins as JSON does, be it damaged, and not with the section or the comment of an ini file.</summary>
    private static bool IsJson(ReadOnlySpan<char> text) =>
        text is ['{' or '"' or '/', ..] || (text is ['[', ..] && text[1..].TrimStart() is ['{' or '[' or '"', ..]);

    private Profile? Find(string name, List<string> chain)
    {
        bool isLoop = chain.Contains(name);
        chain.Add(name);
        if (isLoop)
        {
            throw new FormatException($"has profiles that refer to each other in a circle: {string.Join(" → ", chain)}.");
        }

        StringComparison comparison = _isJson ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        Profile? profile = _profiles.Find(candidate => string.Equals(candidate.Name, name, comparison));
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
