using Microsoft.Extensions.Configuration;

namespace Ens.ImageSharing.Hosting;

/// <summary>The access key or profile in a client's configuration section. An empty value counts as not set.</summary>
internal sealed class CredentialsSection(IConfiguration client)
{
    public const string Key = "Credentials";

    private const string Id = "AccessKeyId", Secret = "AccessKeySecret", Token = "SecurityToken", Profile = "Profile";

    private static readonly string[] Keys = [Id, Secret, Token, Profile];

    private readonly IConfigurationSection _section = client.GetSection(Key);

    /// <summary>Names the keys that are not known, and those with something below them. Never a value, which may be a secret.</summary>
    public static IEnumerable<string> MistakenKeys(IConfiguration section, string[] known)
    {
        if (section is IConfigurationSection { Value.Length: > 0 } text)
        {
            yield return $"{text.Path} must be a section with {string.Join(", ", known)}, but is a single value.";
        }

        foreach (IConfigurationSection child in section.GetChildren())
        {
            if (!known.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            {
                yield return $"{child.Path} is not a known key. Known keys are {string.Join(", ", known)}.";
            }
            else if (!string.Equals(child.Key, Key, StringComparison.OrdinalIgnoreCase) && child.GetChildren().Any())
            {
                yield return $"{child.Path} must be a single value, but is a section.";
            }
        }
    }

    public EnsCredentials? Create(TimeProvider? timeProvider) =>
        Value(Id) is { } id && Value(Secret) is { } secret ? EnsCredentials.FromAccessKey(id, secret, Value(Token))
        : Value(Profile) is { } profile ? EnsCredentials.FromProfile(profile, timeProvider: timeProvider)
        : null;

    public IEnumerable<string> Mistakes()
    {
        List<string> mistakes = [.. MistakenKeys(_section, Keys)];
        bool hasKey = Value(Id) is not null || Value(Secret) is not null || Value(Token) is not null;
        if (hasKey && (Value(Id) is null || Value(Secret) is null))
        {
            mistakes.Add($"{_section.Path} requires both {Id} and {Secret}, but {(Value(Id) is null ? Id : Secret)} is not set.");
        }
        else if (hasKey && Value(Profile) is not null)
        {
            mistakes.Add(
                $"{_section.Path}:{Profile} cannot be combined with {Id}, {Secret} or {Token}: a profile contains the access key.");
        }
        else if (Value(Profile) is { } profile && string.IsNullOrWhiteSpace(profile))
        {
            mistakes.Add($"{_section.Path}:{Profile} must be the name of a profile, but is blank.");
        }
        else if (hasKey && KeyMistake() is { } mistake)
        {
            mistakes.Add($"{_section.Path}: {mistake}");
        }

        return mistakes;
    }

    private string? KeyMistake()
    {
        try
        {
            _ = new EnsAccessKey(Value(Id)!, Value(Secret)!, Value(Token));
            return null;
        }
        catch (ArgumentException exception)
        {
            return exception.Message;
        }
    }

    private string? Value(string name) => _section[name] is { Length: > 0 } value ? value : null;
}
