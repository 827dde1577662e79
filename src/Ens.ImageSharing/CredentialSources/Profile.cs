namespace Ens.ImageSharing.CredentialSources;

/// <summary>One profile: its members under the names that the command-line client gives them.</summary>
internal sealed class Profile(string name, Dictionary<string, string> members, Profile? source = null)
{
    public string Name { get; } = name;

    public string? Mode => this["mode"];

    /// <summary>The profile whose key assumes this one's role.</summary>
    public Profile? Source { get; } = source;

    /// <summary>A member's value; <see langword="null"/> if there is none.</summary>
    public string? this[string member] => members.TryGetValue(member, out string? value) ? value : null;

    public Profile BuiltOn(Profile other) => new(Name, members, other);

    /// <summary>Not the members, of which some are secrets.</summary>
    public override string ToString() => $"profile '{Name}'";
}
