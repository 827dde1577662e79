using static Ens.ImageSharing.CredentialSources.EnvironmentVariables;

namespace Ens.ImageSharing.CredentialSources;

/// <summary>
/// Creates the built-in credentials, among them the default chain: the places and the order of Alibaba Cloud's own clients.
/// </summary>
internal sealed class CredentialFactory(SourceContext context)
{
    public EnsCredentials CreateDefault() => new FirstOfCredentials(
        "default credentials",
        [
            new EnvironmentCredentials(),
            CreateOidcRole(),
            CreateProfile(new ProfileFiles(null, null, [CliProfileDisabled, IgnoreProfile], context)),
            CreateEcsRole(),
            CreateUri(),
        ]);

    /// <summary>The OIDC role that the environment describes, as Kubernetes sets it up.</summary>
    public EnsCredentials CreateOidcRole() => new ReloadingCredentials<OidcSettings>(
        "OIDC role of the environment",
        _ => new(OidcSettings.FromEnvironment()),
        settings => CreateOidcRole(settings, new EnsRoleOptions()));

    public EnsCredentials CreateOidcRole(OidcSettings settings, EnsRoleOptions options) =>
        new OidcRoleCredentials(settings, options, context);

    public EnsCredentials CreateAssumedRole(EnsCredentials credentials, string roleArn, string? sessionName, EnsRoleOptions options) =>
        new AssumedRoleCredentials(credentials, roleArn, sessionName, options, context);

    public EnsCredentials CreateProfile(string? name, string? filePath) => CreateProfile(new ProfileFiles(name, filePath, [], context));

    /// <exception cref="ArgumentException">The role name is invalid.</exception>
    public EnsCredentials CreateEcsRole(string? roleName, string argument, bool? allowVersion1)
    {
        EcsRoleCredentials.RequireRoleName(roleName, argument);
        return new EcsRoleCredentials(roleName, roleName is null ? EcsExpectation.Service : EcsExpectation.Role, allowVersion1, context);
    }

    /// <exception cref="ArgumentException">The address is not secure.</exception>
    public EnsCredentials CreateUri(Uri address, string argument)
    {
        CredentialHttpClient.RequireSecure(address, argument);
        return new UriCredentials(address, context);
    }

    private ReloadingCredentials<Profile> CreateProfile(ProfileFiles files) =>
        new(files.ToString(), files.FindAsync, new ProfileCredentials(context).Create);

    private ReloadingCredentials<EcsSettings> CreateEcsRole() => new(
        "RAM role of the ECS instance",
        _ => new(FindSwitch(EcsMetadataDisabled) is { } reason ? Lookup<EcsSettings>.Absent(reason) : new EcsSettings(Read(EcsMetadata))),
        settings => CreateEcsRole(settings.RoleName));

    private EcsRoleCredentials CreateEcsRole(string? roleName)
    {
        try
        {
            EcsRoleCredentials.RequireRoleName(roleName, Prefix + EcsMetadata);
            EcsExpectation expectation = roleName is null ? EcsExpectation.Nothing : EcsExpectation.Role;
            return new EcsRoleCredentials(roleName, expectation, allowVersion1: null, context);
        }
        catch (ArgumentException exception)
        {
            throw new EnsAuthenticationException(exception.Message, exception);
        }
    }

    private ReloadingCredentials<Uri> CreateUri() => new(
        "credentials URI",
        _ => new(FindUri()),
        address => new UriCredentials(address, context));

    private static Lookup<Uri> FindUri()
    {
        const string Variable = Prefix + EnvironmentVariables.CredentialsUri;
        if (Read(EnvironmentVariables.CredentialsUri) is not { } text)
        {
            return Lookup<Uri>.Absent($"Environment variable {Variable} is not set.");
        }

        if (FindSwitch(DisableExternalProcess) is { } reason)
        {
            return Lookup<Uri>.Absent(reason);
        }

        return Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && CredentialHttpClient.IsSecure(address)
            ? address
            : throw new EnsAuthenticationException(
                $"{Variable} must be an https address, or an http address on this machine, without a user or password.");
    }

    /// <summary>A record, because settings are compared.</summary>
    private sealed record EcsSettings(string? RoleName);
}
