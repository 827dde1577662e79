namespace Ens.ImageSharing.CredentialSources;

/// <summary>The profiles in one file, of either kind. Parsed again when the content has changed.</summary>
internal sealed class ProfileFile(string path, TimeProvider time)
{
    private readonly BoundedFile _file = new(path, maxKilobytes: 1024, time);
    private readonly Presence _presence = new(time);
    private Content? _content;

    public string Path => path;

    /// <summary>Finds a profile, together with those that it builds on.</summary>
    /// <param name="name">The name; <see langword="null"/> is the current profile of the file, else <c>default</c>.</param>
    /// <param name="cancellationToken">Cancels the wait for the file.</param>
    /// <returns>The profile, or that there is no file or no profile of that name.</returns>
    /// <exception cref="EnsAuthenticationException">The file or the profile is there in part, or was there a moment ago.</exception>
    public async ValueTask<Lookup<Profile>> FindAsync(string? name, CancellationToken cancellationToken)
    {
        string? text = await ReadAsync(name, cancellationToken).ConfigureAwait(false);
        if (text is null)
        {
            return Missing(name, $"{path} does not exist.", $"The file {path} does not exist any more.");
        }

        Content content = Parse(name, text);
        string wanted = name ?? content.Current ?? "default";
        if (Resolve(content, wanted, []) is { } profile)
        {
            _presence.Confirm(name);
            return profile;
        }

        return name is null && content.Current is not null
            ? throw Failure($"names '{wanted}' as its current profile, but has no profile of that name.", name)
            : Missing(name, $"{path} has no profile '{wanted}'.", $"The file {path} has no profile '{wanted}' any more.");
    }

    /// <summary>A profile that was there must be missing for a while: files are also rewritten by deleting and creating them.</summary>
    private Lookup<Profile> Missing(string? name, string reason, string momentary) => _presence.IsOver(name)
        ? Lookup<Profile>.Absent(reason)
        : throw new EnsAuthenticationException(
            FormattableString.Invariant(
                $"{momentary} No other credentials are used until it has been missing for {Presence.Patience.TotalSeconds} s."))
        {
            IsTransient = true,
        };

    private async ValueTask<string?> ReadAsync(string? name, CancellationToken cancellationToken)
    {
        try
        {
            string? text = await _file.ReadAsync(cancellationToken).ConfigureAwait(false);
            return text is null || !string.IsNullOrWhiteSpace(text) ? text : throw Failure("is empty.", name, isTransient: true);
        }
        catch (Exception exception) when (BoundedFile.IsFailure(exception))
        {
            throw Failure($"cannot be read: {exception.Message}", name, isTransient: true, exception);
        }
    }

    private Content Parse(string? name, string text)
    {
        Content? content = Volatile.Read(ref _content);
        if (content?.Text == text)
        {
            return content;
        }

        try
        {
            if (text.AsSpan().TrimStart().StartsWith("{".AsSpan(), StringComparison.Ordinal))
            {
                (List<Profile> profiles, string? current) = CliProfiles.Parse(text, path);
                content = new Content(text, profiles, current, StringComparison.Ordinal);
            }
            else
            {
                content = new Content(text, IniProfiles.Parse(text, path), null, StringComparison.OrdinalIgnoreCase);
            }
        }
        catch (FormatException exception)
        {
            throw Failure(exception.Message, name);
        }

        Volatile.Write(ref _content, content);
        return content;
    }

    private Profile? Resolve(Content content, string name, List<string> chain)
    {
        bool isLoop = chain.Contains(name);
        chain.Add(name);
        if (isLoop)
        {
            throw Failure($"has profiles that refer to each other in a circle: {string.Join(" → ", chain)}.", name);
        }

        Profile? profile = content.Profiles.Find(candidate => string.Equals(candidate.Name, name, content.Comparison));
        if (profile is null || !string.Equals(profile.Mode, ProfileModes.ChainableRamRoleArn, StringComparison.OrdinalIgnoreCase))
        {
            return profile;
        }

        string source = profile["source_profile"] ?? throw Failure($"has the {profile}, which needs source_profile.", name);
        return profile.WithSource(
            Resolve(content, source, chain) ?? throw Failure(
                $"has the {profile}, which builds on the profile '{source}', which is missing.", name));
    }

    private EnsAuthenticationException Failure(string reason, string? name, bool isTransient = false, Exception? cause = null)
    {
        // A file that is damaged is a file that is there.
        _presence.Confirm(name);
        return new($"The file {path} {reason}", cause) { IsTransient = isTransient };
    }

    private sealed class Content(string text, List<Profile> profiles, string? current, StringComparison comparison)
    {
        public string Text { get; } = text;

        public List<Profile> Profiles { get; } = profiles;

        public string? Current { get; } = current;

        public StringComparison Comparison { get; } = comparison;
    }
}
