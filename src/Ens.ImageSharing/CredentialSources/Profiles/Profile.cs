namespace Ens.ImageSharing.CredentialSources;

/// <summary>One profile of a file: its members, under the names that the command-line client gives them.</summary>
/// <remarks>
/// Profiles are equal if their content is, so that a rewritten file with the same profile keeps the keys that the profile has fetched.
/// </remarks>
/// <param name="name">The name of the profile.</param>
/// <param name="file">The path of the file.</param>
/// <param name="members">The members; <see langword="null"/> stands for a value that is not a text.</param>
/// <param name="source">The profile whose key assumes this profile's role.</param>
internal sealed class Profile(string name, string file, Dictionary<string, string?> members, Profile? source = null) : IEquatable<Profile>
{
    public string Name { get; } = name;

    /// <summary>The path of the file.</summary>
    public string File { get; } = file;

    public string? Mode => this["mode"];

    /// <summary>The profile whose key assumes this profile's role.</summary>
    public Profile? Source { get; } = source;

    /// <summary>Where the keys of this profile come from, for logs and messages.</summary>
    public string Description => $"{this} of {File}";

    private Dictionary<string, string?> Members { get; } = members;

    /// <summary>The value of a member; <see langword="null"/> if there is none.</summary>
    /// <exception cref="EnsAuthenticationException">The value is an array or an object.</exception>
    public string? this[string member] => Members.TryGetValue(member, out string? value)
        ? value ?? throw new EnsAuthenticationException($"The member {member} of the {this} must be a text, but is an array or an object.")
        : null;

    public Profile WithSource(Profile other) => new(Name, File, Members, other);

    public bool Equals(Profile? other) =>
        other is not null && Name == other.Name && File == other.File && Equals(Source, other.Source)
        && Members.Count == other.Members.Count
        && Members.All(member => other.Members.TryGetValue(member.Key, out string? value) && value == member.Value);

    public override bool Equals(object? obj) => Equals(obj as Profile);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Name);

    /// <summary>Without the members, because some of them are secrets.</summary>
    public override string ToString() => $"profile '{Name}'";
}
