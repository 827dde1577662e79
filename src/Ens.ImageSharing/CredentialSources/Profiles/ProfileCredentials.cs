using Ens.ImageSharing.Credentials;

namespace Ens.ImageSharing.CredentialSources;

/// <summary>Creates the credentials that a profile describes; its mode decides which.</summary>
internal sealed class ProfileCredentials(SourceContext context)
{
    /// <summary>All members that are read, so that none of them is ignored because its value has the wrong type.</summary>
    private static readonly string[] Members =
    [
        "mode", "access_key_id", "access_key_secret", "sts_token", "ram_role_name", "ram_role_arn", "ram_session_name", "external_id",
        "policy", "expired_seconds", "sts_region", "sts_endpoint", "enable_vpc", "source_profile", "oidc_provider_arn", "oidc_token_file",
        "credentials_uri", "process_command",
    ];

    /// <exception cref="EnsAuthenticationException">The profile cannot be used; the message says why.</exception>
    public EnsCredentials Create(Profile profile)
    {
        foreach (string member in Members)
        {
            _ = profile[member];
        }

        return (profile.Mode ?? ProfileModes.AccessKey).ToUpperInvariant() switch
        {
            "AK" => Key(profile, withToken: profile.Mode is null && profile["sts_token"] is not null),
            "STSTOKEN" => Key(profile, withToken: true),
            "RAMROLEARN" => Role(profile, Key(profile, withToken: profile["sts_token"] is not null)),
            "CHAINABLERAMROLEARN" => Role(profile, Create(profile.Source!)),
            "ECSRAMROLE" => EcsRole(profile),
            "OIDC" => OidcRole(profile),
            "CREDENTIALSURI" => FromUri(profile),
            "EXTERNAL" => new ProcessCredentials(Required(profile, "process_command"), profile.Name, context),
            _ => throw Failure(profile, $"has the mode '{profile.Mode}', which is not supported. Supported are {ProfileModes.Supported}."),
        };
    }

    private static FixedCredentials Key(Profile profile, bool withToken)
    {
        string id = Required(profile, "access_key_id"), secret = Required(profile, "access_key_secret");
        string? token = withToken ? Required(profile, "sts_token") : null;
        try
        {
            return new FixedCredentials(new EnsAccessKey(id, secret, token).WithSource(profile.Description));
        }
        catch (ArgumentException exception)
        {
            string member = exception.ParamName switch
            {
                "accessKeyId" => "access_key_id",
                "accessKeySecret" => "access_key_secret",
                _ => "sts_token",
            };
            throw Failure(
                profile, $"cannot be used: {member} contains a space, a line break or another character that is not printable ASCII.");
        }
    }

    private static string Required(Profile profile, string member) =>
        profile[member] ?? throw Failure(
            profile, $"has the mode '{profile.Mode ?? ProfileModes.AccessKey}' and needs {member}, which is missing.");

    private static EnsAuthenticationException Failure(Profile profile, string reason) => new($"The {profile} {reason}");

    private AssumedRoleCredentials Role(Profile profile, EnsCredentials source) =>
        new(source, Required(profile, "ram_role_arn"), profile["ram_session_name"], ProfileRoleOptions.Read(profile), context);

    private OidcRoleCredentials OidcRole(Profile profile)
    {
        string roleArn = Required(profile, "ram_role_arn"), providerArn = Required(profile, "oidc_provider_arn");
        OidcSettings settings = new(roleArn, providerArn, Required(profile, "oidc_token_file"), profile["ram_session_name"]);
        return new OidcRoleCredentials(settings, ProfileRoleOptions.Read(profile), context);
    }

    private EcsRoleCredentials EcsRole(Profile profile)
    {
        string? role = profile["ram_role_name"];
        try
        {
            EcsRoleCredentials.RequireRoleName(role, "ram_role_name");
            return new EcsRoleCredentials(role, EcsExpectation.Role, allowVersion1: null, context);
        }
        catch (ArgumentException exception)
        {
            throw Failure(profile, $"cannot be used. {exception.Message}");
        }
    }

    private UriCredentials FromUri(Profile profile)
    {
        if (EnvironmentVariables.FindSwitch(EnvironmentVariables.DisableExternalProcess) is { } reason)
        {
            throw Failure(profile, $"cannot be used. {reason}");
        }

        return Uri.TryCreate(Required(profile, "credentials_uri"), UriKind.Absolute, out Uri? address)
            && CredentialHttpClient.IsSecure(address)
            ? new UriCredentials(address, context)
            : throw Failure(
                profile, "cannot be used: credentials_uri must be an https address, or http on this machine, without a user or password.");
    }
}
