using System.Globalization;

namespace Ens.ImageSharing.CredentialSources;

/// <summary>The profiles of an ini file, in the words of the other kind of file.</summary>
internal static class IniProfiles
{
    /// <summary>Reads sections; names and keys in any letter case. A comment begins with <c>;</c> or <c>#</c>, on a line of its own or behind a blank.</summary>
    public static List<Profile> Parse(string text)
    {
        List<Profile> profiles = [];
        string? section = null;
        Dictionary<string, string> keys = new(StringComparer.OrdinalIgnoreCase);
        foreach (string raw in text.Split('\n'))
        {
            string line = WithoutComment(raw).Trim();
            if (line is ['[', .., ']'])
            {
                Add(profiles, section, keys);
                section = line[1..^1].Trim();
                keys.Clear();
            }
            else if (line.IndexOf('=') is > 0 and int equals)
            {
                keys[line[..equals].Trim()] = line[(equals + 1)..].Trim();
            }
        }

        Add(profiles, section, keys);
        return profiles;
    }

    private static string WithoutComment(string line)
    {
        for (int i = 0; i < line.Length; i++)
        {
            if (line[i] is ';' or '#' && (i == 0 || char.IsWhiteSpace(line[i - 1])))
            {
                return line[..i];
            }
        }

        return line;
    }

    private static void Add(List<Profile> profiles, string? section, Dictionary<string, string> keys)
    {
        if (section is null || IsFalse(Value("enable")))
        {
            return;
        }

        profiles.Add(new Profile
        {
            Name = section,
            Mode = Mode(Value("type"), Value("security_token") is not null),
            AccessKeyId = Value("access_key_id"),
            AccessKeySecret = Value("access_key_secret"),
            StsToken = Value("security_token"),
            StsRegion = Value("sts_region"),
            EnableVpc = Value("enable_vpc") is { } vpc ? !IsFalse(vpc) : null,
            RamRoleName = Value("role_name"),
            RamRoleArn = Value("role_arn"),
            RamSessionName = Value("role_session_name"),
            ExternalId = Value("external_id"),
            Policy = Value("policy"),
            ExpiredSeconds = int.TryParse(Value("duration_seconds"), NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) ? seconds : null,
            OidcProviderArn = Value("oidc_provider_arn"),
            OidcTokenFile = Value("oidc_token_file_path"),
            CredentialsUri = Value("credentials_uri"),
        });

        string? Value(string key) => keys.TryGetValue(key, out string? value) && value.Length > 0 ? value : null;
    }

    private static bool IsFalse(string? value) => string.Equals(value, "false", StringComparison.OrdinalIgnoreCase);

    /// <summary>What a type is called in the other kind of file; a type that has no equal stays as it is, for the message that refuses it.</summary>
    private static string? Mode(string? type, bool hasToken) => type?.ToUpperInvariant() switch
    {
        null or "ACCESS_KEY" => hasToken ? ProfileCredentials.StsToken : ProfileCredentials.AccessKey,
        "STS" => ProfileCredentials.StsToken,
        "RAM_ROLE_ARN" => ProfileCredentials.RamRoleArn,
        "ECS_RAM_ROLE" => ProfileCredentials.EcsRamRole,
        "OIDC_ROLE_ARN" => ProfileCredentials.Oidc,
        "CREDENTIALS_URI" => ProfileCredentials.CredentialsUri,
        _ => type,
    };
}
