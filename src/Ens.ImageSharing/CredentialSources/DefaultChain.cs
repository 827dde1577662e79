using static Ens.ImageSharing.CredentialSources.EnvironmentVariables;

namespace Ens.ImageSharing.CredentialSources;

/// <summary>Where keys are looked for when nobody says where: the places and the order of Alibaba Cloud's own clients.</summary>
internal sealed class DefaultChain(HttpMessageHandler? transport, TimeProvider timeProvider, Func<double> random)
{
    private readonly ProfileCredentials _profiles = new(transport, timeProvider, random);

    public EnsCredentials Create() => new FirstOfCredentials("the places where credentials are looked for", [new EnvironmentCredentials(), OidcRole(), CliProfile(null, CliProfileDisabled, IgnoreProfile), IniProfile(null), EcsRole(), CredentialsUri()]);

    /// <summary>The OIDC role that the environment describes, as Kubernetes sets it up.</summary>
    public EnsCredentials OidcRole() => new ConfiguredCredentials<OidcSettings>(
        "OIDC role of the environment", OidcSettings.FromEnvironment, settings => new OidcRoleCredentials(settings, new EnsRoleOptions(), transport, timeProvider, random));

    public EnsCredentials CliProfile(string? profile, params string[] switches) => _profiles.From("CLI profile", profile, () => [InHome(".aliyun", "config.json")], switches);

    public EnsCredentials IniProfile(string? profile) => _profiles.From(
        "credentials file", profile, () => Read(CredentialsFile) is { } file ? [file.Trim()] : [InHome(".alibabacloud", "credentials"), InHome(".alibabacloud", "credentials.ini")]);

    public EnsCredentials File(string? profile, string path) => _profiles.From($"profile file {path}", profile, () => [path]);

    private ConfiguredCredentials<Tuple<string?>> EcsRole() => new ConfiguredCredentials<Tuple<string?>>(
        "RAM role of the ECS instance",
        () =>
        {
            ThrowIfSwitchedOff(EcsMetadataDisabled);
            return Tuple.Create(Read(EcsMetadata)?.Trim());
        },
        settings => new EcsRoleCredentials(CheckedRole(settings.Item1), EcsRoleCredentials.IsVersion1Allowed, isProbe: true, transport, timeProvider, random));

    private ConfiguredCredentials<Uri> CredentialsUri() => new ConfiguredCredentials<Uri>(
        "credentials URI",
        () =>
        {
            string text = Read(EnvironmentVariables.CredentialsUri) ?? throw Unconfigured($"not set: {Prefix}{EnvironmentVariables.CredentialsUri}");
            ThrowIfSwitchedOff(DisableExternalProcess);
            return Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && KeyHttp.IsSafe(address)
                ? address
                : throw new EnsAuthenticationException($"{Prefix}{EnvironmentVariables.CredentialsUri} must be an https address, or an http address on this machine");
        },
        address => new UriCredentials(address, transport, timeProvider, random));

    private static string? CheckedRole(string? roleName)
    {
        try
        {
            return EcsRoleCredentials.Checked(roleName, Prefix + EcsMetadata);
        }
        catch (ArgumentException exception)
        {
            throw new EnsAuthenticationException(exception.Message, exception);
        }
    }

    private static string InHome(string folder, string file) =>
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify), folder, file);
}
