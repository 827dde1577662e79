namespace Ens.ImageSharing.CredentialSources;

/// <summary>The profiles in one file, of either kind. Parsed again when the content has changed.</summary>
internal sealed class ProfileFile(string path, TimeProvider time)
{
    private readonly BoundedFile _file = new(path, maxKilobytes: 1024, time);
    private readonly Presence _presence = new(time);
    private ProfileDocument? _document;
    private volatile bool _isThere;

    public string Path => path;

    /// <summary>Whether there was a file at the latest look.</summary>
    public bool IsThere => _isThere;

    /// <summary>Finds a profile, together with those that it builds on.</summary>
    /// <param name="name">The name; <see langword="null"/> is the current profile of the file, else <c>default</c>.</param>
    /// <param name="cancellationToken">Cancels the wait for the file.</param>
    /// <returns>The profile, or that there is no file or no profile of that name.</returns>
    /// <exception cref="EnsAuthenticationException">The file or the profile is there in part, or was there a moment ago.</exception>
    public async ValueTask<Lookup<Profile>> FindAsync(string? name, CancellationToken cancellationToken)
    {
        string? text = await ReadAsync(name, cancellationToken).ConfigureAwait(false);
        _isThere = text is not null;
        if (text is null)
        {
            return Missing(name, $"{path} does not exist.", $"The file {path} does not exist any more.");
        }

        try
        {
            ProfileDocument document = Parse(text);
            if ((name is null ? document.FindCurrent() : document.Find(name)) is { } profile)
            {
                _presence.Confirm(name);
                return profile;
            }

            string missing = $"has no profile '{name ?? ProfileDocument.DefaultName}'";
            return Missing(name, $"{path} {missing}.", $"The file {path} {missing} any more.");
        }
        catch (FormatException exception)
        {
            throw Failure(exception.Message, name);
        }
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

    private ProfileDocument Parse(string text)
    {
        ProfileDocument? document = Volatile.Read(ref _document);
        if (document?.Text != text)
        {
            document = ProfileDocument.Parse(text, path);
            Volatile.Write(ref _document, document);
        }

        return document;
    }

    private EnsAuthenticationException Failure(string reason, string? name, bool isTransient = false, Exception? cause = null)
    {
        // A file that is damaged is a file that is there.
        _presence.Confirm(name);
        return new($"The file {path} {reason}", cause) { IsTransient = isTransient };
    }
}
