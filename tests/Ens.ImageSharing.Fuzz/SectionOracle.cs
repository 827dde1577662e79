using Ens.ImageSharing.CredentialSources;

namespace Ens.ImageSharing.Fuzz;

/// <summary>What is written into an ini file comes out of it again.</summary>
internal static class SectionOracle
{
    private static readonly string[] Members =
    [
        "mode", "access_key_id", "access_key_secret", "sts_token", "ram_role_arn", "ram_session_name", "ram_role_name", "expired_seconds",
        "policy", "external_id", "oidc_provider_arn", "oidc_token_file", "credentials_uri", "source_profile", "process_command",
    ];

    public static void Check(string text, Func<string, IReadOnlyList<Profile>> parse)
    {
        string once = Write(parse(text));
        string twice = Write(parse(once));
        if (once != twice)
        {
            throw new FindingException($"The profiles\n{once}\ncome back as\n{twice}");
        }

        CheckValues(text.Split('\n'), parse);
    }

    /// <summary>Any line can be a value, as long as nothing in it begins a comment.</summary>
    private static void CheckValues(string[] lines, Func<string, IReadOnlyList<Profile>> parse)
    {
        string[] values = [.. lines.Select(line => line.Trim()).Where(line => line.Length > 0 && line.AsSpan().IndexOfAny('#', ';') < 0)];
        IReadOnlyList<Profile> profiles = parse(string.Concat(values.Select((value, index) => $"[{index}]\nexternal_id = {value}\n")));
        string?[] read = [.. profiles.Select(profile => profile["external_id"])];
        if (!read.SequenceEqual(values))
        {
            throw new FindingException($"The values [{string.Join("|", values)}] come back as [{string.Join("|", read)}].");
        }
    }

    private static string Write(IEnumerable<Profile> profiles) => string.Concat(profiles.Select(profile =>
    {
        IEnumerable<string> lines = Members.Where(member => profile[member] is not null).Select(member => $"{member}={profile[member]}\n");
        return $"[{profile.Name}]\n{string.Concat(lines)}";
    }));
}
