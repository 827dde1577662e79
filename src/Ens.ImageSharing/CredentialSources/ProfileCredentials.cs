using System.Globalization;

namespace Ens.ImageSharing.CredentialSources;

/// <summary>What a profile describes: its mode decides which credentials it becomes.</summary>
internal sealed class ProfileCredentials(HttpMessageHandler? transport, TimeProvider timeProvider, Func<double> random)
{
    public const string AccessKey = "AK", StsToken = "StsToken", RamRoleArn = "RamRoleArn", EcsRamRole = "EcsRamRole", Oidc = "OIDC",
        ChainableRamRoleArn = "ChainableRamRoleArn", CredentialsUri = "CredentialsURI", External = "External";

    private static readonly string[] Modes = [AccessKey, StsToken, RamRoleArn, EcsRamRole, Oidc, ChainableRamRoleArn, CredentialsUri, External];

    /// <summary>The files of a kind, where the first that has the profile counts.</summary>
    /// <param name="name">What the source is called in messages.</param>
    /// <param name="profile">The name of the profile; <see langword="null"/> is <c>ALIBABA_CLOUD_PROFILE</c>, else what the file says.</param>
    /// <param name="paths">Where the files are, asked each time.</param>
    /// <param name="switches">The variables that switch the source off.</param>
    public EnsCredentials From(string name, string? profile, Func<string[]> paths, params string[] switches)
    {
        Dictionary<string, ProfileFile> files = new(StringComparer.Ordinal);
        return new ConfiguredCredentials<Profile>(
            name,
            () =>
            {
                EnvironmentVariables.ThrowIfSwitchedOff(switches);
                lock (files)
                {
                    return Find(files, paths(), profile ?? EnvironmentVariables.Read(EnvironmentVariables.Profile)?.Trim());
                }
            },
            Build);
    }

    private static Profile Find(Dictionary<string, ProfileFile> files, string[] paths, string? name)
    {
        bool exists = false;
        foreach (string path in paths)
        {
            if (!files.TryGetValue(path, out ProfileFile? file))
            {
                files.Add(path, file = new ProfileFile(path));
            }

            if (file.Exists)
            {
                exists = true;
                if (file.Find(name) is { } profile)
                {
                    return profile;
                }
            }
        }

        string where = string.Join(" and ", paths);
        throw EnvironmentVariables.Unconfigured(exists ? $"There is no profile '{name ?? "default"}' in {where}." : $"There is no file {where}.");
    }

    private EnsCredentials Build(Profile profile)
    {
        try
        {
            return Create(profile);
        }
        catch (ArgumentException exception)
        {
            throw new EnsAuthenticationException($"The {profile} cannot be used. {exception.Message}", exception);
        }
    }

    private EnsCredentials Create(Profile profile) => (profile.Mode ?? AccessKey).ToUpperInvariant() switch
    {
        "AK" => Key(profile, withToken: profile.Mode is null && profile["sts_token"] is not null),
        "STSTOKEN" => Key(profile, withToken: true),
        "RAMROLEARN" => Role(profile, Key(profile, withToken: profile["sts_token"] is not null)),
        "CHAINABLERAMROLEARN" => Role(profile, Create(profile.Source!)),
        "ECSRAMROLE" => new EcsRoleCredentials(EcsRoleCredentials.Checked(profile["ram_role_name"], "ram_role_name"), EcsRoleCredentials.IsVersion1Allowed, isProbe: false, transport, timeProvider, random),
        "OIDC" => new OidcRoleCredentials(
            new OidcSettings(Required(profile, "ram_role_arn"), Required(profile, "oidc_provider_arn"), Required(profile, "oidc_token_file"), profile["ram_session_name"]),
            Options(profile), transport, timeProvider, random),
        "CREDENTIALSURI" => FromUri(profile),
        "EXTERNAL" => new ProcessCredentials(Required(profile, "process_command"), profile.Name, timeProvider, random),
        _ => throw new EnsAuthenticationException($"The {profile} has the mode '{profile.Mode}', which is not supported; supported are {string.Join(", ", Modes)}."),
    };

    private static EnsCredentials Key(Profile profile, bool withToken) => EnsCredentials.FromAccessKey(
        Required(profile, "access_key_id"), Required(profile, "access_key_secret"), withToken ? Required(profile, "sts_token") : null);

    private AssumedRoleCredentials Role(Profile profile, EnsCredentials source) =>
        new(source, Required(profile, "ram_role_arn"), profile["ram_session_name"], Options(profile), transport, timeProvider, random);

    private UriCredentials FromUri(Profile profile)
    {
        EnvironmentVariables.ThrowIfSwitchedOff(EnvironmentVariables.DisableExternalProcess);
        return Uri.TryCreate(Required(profile, "credentials_uri"), UriKind.Absolute, out Uri? address)
            ? new UriCredentials(UriCredentials.Checked(address, "credentials_uri"), transport, timeProvider, random)
            : throw new EnsAuthenticationException($"The credentials_uri of the {profile} is not an absolute address.");
    }

    private static EnsRoleOptions Options(Profile profile)
    {
        EnsRoleOptions options = new()
        {
            Policy = profile["policy"],
            ExternalId = profile["external_id"],
            RegionId = profile["sts_region"],
            UseVpcEndpoint = profile["enable_vpc"] is { } vpc ? vpc.Equals("true", StringComparison.OrdinalIgnoreCase) : null,
        };
        if (int.TryParse(profile["expired_seconds"], NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) && seconds > 0)
        {
            options.Duration = TimeSpan.FromSeconds(seconds);
        }

        options.Validate(nameof(profile));
        return options;
    }

    private static string Required(Profile profile, string member) =>
        profile[member] ?? throw new EnsAuthenticationException($"The {profile} has the mode '{profile.Mode ?? AccessKey}' and needs {member}, which is missing.");
}
