namespace Ens.ImageSharing.CredentialSources;

/// <summary>The profiles of a credentials file in the ini format.</summary>
internal static class IniProfiles
{
    private static readonly (string Ini, string Member)[] Renamed =
    [
        ("security_token", "sts_token"), ("role_name", "ram_role_name"), ("role_arn", "ram_role_arn"),
        ("role_session_name", "ram_session_name"),
        ("duration_seconds", "expired_seconds"), ("oidc_token_file_path", "oidc_token_file"),
    ];

    private static readonly (string Ini, string Mode)[] Types =
    [
        ("access_key", ProfileModes.AccessKey), ("sts", ProfileModes.StsToken), ("ram_role_arn", ProfileModes.RamRoleArn),
        ("ecs_ram_role", ProfileModes.EcsRamRole), ("oidc_role_arn", ProfileModes.Oidc), ("credentials_uri", ProfileModes.CredentialsUri),
    ];

    /// <summary>
    /// Reads the sections; names and keys are case-insensitive. A comment begins with <c>;</c> or <c>#</c> at the start of a line or after
    /// white space.
    /// </summary>
    /// <exception cref="FormatException">
    /// A line is neither a header nor a key with its value, as in a file that is damaged or being written. The message has the number of
    /// the line and no part of the text.
    /// </exception>
    public static List<Profile> Parse(string text, string file)
    {
        List<Profile> profiles = [];
        Dictionary<string, string?>? members = null;
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string line = WithoutComment(lines[i]).Trim();
            if (line.StartsWith('['))
            {
                members = new(StringComparer.OrdinalIgnoreCase);
                profiles.Add(new Profile(SectionName(line, i + 1), file, members));
            }
            else if (line.Length > 0)
            {
                AddLine(members ?? throw Damage("has text outside of a section", i + 1), line, i + 1);
            }
        }

        profiles.RemoveAll(profile => profile["enable"] is { } enable && enable.Equals("false", StringComparison.OrdinalIgnoreCase));
        return profiles;
    }

    private static string SectionName(string line, int number) =>
        line[^1] != ']' ? throw Damage("has a section header without a closing bracket", number)
        : line[1..^1].Trim() is { Length: > 0 } name && !name.Any(character => character is '[' or ']' || char.IsControl(character)) ? name
        : throw Damage("has a section header that is not '[name]'", number);

    private static FormatException Damage(string what, int line) => new(FormattableString.Invariant($"{what}, at line {line}."));

    private static void AddLine(Dictionary<string, string?> members, string line, int number)
    {
        int equals = line.IndexOf('=');
        if (equals <= 0)
        {
            throw Damage("has a line that is not 'key = value'", number);
        }

        if (line[(equals + 1)..].Trim() is { Length: > 0 } value)
        {
            Add(members, line[..equals].Trim(), value);
        }
    }

    private static void Add(Dictionary<string, string?> members, string key, string value)
    {
        members[Array.Find(Renamed, pair => pair.Ini.Equals(key, StringComparison.OrdinalIgnoreCase)).Member ?? key] = value;
        if (key.Equals("type", StringComparison.OrdinalIgnoreCase))
        {
            // An unknown type is kept, for the message that refuses it.
            members["mode"] = Array.Find(Types, pair => pair.Ini.Equals(value, StringComparison.OrdinalIgnoreCase)).Mode ?? value;
        }
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
