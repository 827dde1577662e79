using Ens.ImageSharing.CredentialSources;

namespace Ens.ImageSharing.Fuzz;

/// <summary>Profiles that come out of an ini file come out again when they are written to one.</summary>
internal static class SectionOracle
{
    private static readonly string[] Members =
    [
        "mode", "access_key_id", "access_key_secret", "sts_token", "ram_role_arn", "ram_session_name", "ram_role_name", "expired_seconds", "policy", "external_id",
        "oidc_provider_arn", "oidc_token_file", "credentials_uri", "source_profile", "process_command",
    ];

    public static void Check(string text, Func<string, IEnumerable<Profile>> parse)
    {
        string once = Write(parse(text));
        string twice = Write(parse(once));
        if (once != twice)
        {
            throw new FindingException($"The profiles\n{once}\ncome back as\n{twice}");
        }
    }

    private static string Write(IEnumerable<Profile> profiles) => string.Concat(profiles.Select(profile =>
        $"[{profile.Name}]\n" + string.Concat(Members.Where(member => profile[member] is not null).Select(member => $"{member}={profile[member]}\n"))));
}
