namespace Ens.ImageSharing.CredentialSources;

/// <summary>The profiles of an ini file, in the words of the other kind of file.</summary>
internal static class IniProfiles
{
    private static readonly (string Ini, string Member)[] Renamed =
    [
        ("security_token", "sts_token"), ("role_name", "ram_role_name"), ("role_arn", "ram_role_arn"), ("role_session_name", "ram_session_name"),
        ("duration_seconds", "expired_seconds"), ("oidc_token_file_path", "oidc_token_file"),
    ];

    private static readonly (string Ini, string Mode)[] Types =
    [
        ("access_key", ProfileCredentials.AccessKey), ("sts", ProfileCredentials.StsToken), ("ram_role_arn", ProfileCredentials.RamRoleArn),
        ("ecs_ram_role", ProfileCredentials.EcsRamRole), ("oidc_role_arn", ProfileCredentials.Oidc), ("credentials_uri", ProfileCredentials.CredentialsUri),
    ];

    /// <summary>Reads sections; names and keys in any letter case. A comment begins with <c>;</c> or <c>#</c>, on a line of its own or behind a blank.</summary>
    public static List<Profile> Parse(string text)
    {
        List<Profile> profiles = [];
        Dictionary<string, string> members = [];
        foreach (string raw in text.Split('\n'))
        {
            string line = WithoutComment(raw).Trim();
            if (line is ['[', .., ']'])
            {
                members = new(StringComparer.OrdinalIgnoreCase);
                profiles.Add(new Profile(line[1..^1].Trim(), members));
            }
            else if (line.IndexOf('=') is > 0 and int equals && line[(equals + 1)..].Trim() is { Length: > 0 } value)
            {
                string key = line[..equals].Trim();
                members[Array.Find(Renamed, pair => pair.Ini.Equals(key, StringComparison.OrdinalIgnoreCase)).Member ?? key] = value;
                if (key.Equals("type", StringComparison.OrdinalIgnoreCase))
                {
                    // A type that has no equal stays as it is, for the message that refuses it.
                    members["mode"] = Array.Find(Types, pair => pair.Ini.Equals(value, StringComparison.OrdinalIgnoreCase)).Mode ?? value;
                }
            }
        }

        profiles.RemoveAll(profile => profile["enable"] is { } enable && enable.Equals("false", StringComparison.OrdinalIgnoreCase));
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
}
