using Ens.ImageSharing.CredentialSources;
using Ens.ImageSharing.Resilience;

namespace Ens.ImageSharing;

/// <content>The sources that the library knows.</content>
public abstract partial class EnsCredentials
{
    /// <summary>The credentials that are configured outside the program, looked for where Alibaba Cloud's own clients look, in their order.</summary>
    /// <value>
    /// The environment variables (<see cref="FromEnvironment"/>), an OIDC role of the environment (<see cref="FromOidcRole()"/>), the profile of the command-line
    /// client, the credentials file (<see cref="FromProfile"/>), the RAM role of the ECS instance (<see cref="FromEcsRole"/>), and the address in
    /// <c>ALIBABA_CLOUD_CREDENTIALS_URI</c> (<see cref="FromUri"/>). The first that has a key is used alone from then on, until it is taken away.
    /// </value>
    /// <remarks>
    /// If none has a key, the error lists each place and why it had nothing. Switched off are the command-line client's profile by
    /// <c>ALIBABA_CLOUD_CLI_PROFILE_DISABLED</c> or <c>ALIBABA_CLOUD_IGNORE_PROFILE</c>, the ECS role by <c>ALIBABA_CLOUD_ECS_METADATA_DISABLED</c>, the address
    /// and processes by <c>ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS</c>, each with the value <c>true</c>. Without a metadata service the search takes a second longer, once.
    /// </remarks>
    public static EnsCredentials Default { get; } = Sources(null, null).Create();

    /// <summary>The key in the environment variables <c>ALIBABA_CLOUD_ACCESS_KEY_ID</c> and <c>ALIBABA_CLOUD_ACCESS_KEY_SECRET</c>, with <c>ALIBABA_CLOUD_SECURITY_TOKEN</c> for a temporary one.</summary>
    /// <returns>Credentials that read the variables each time they are asked for a key.</returns>
    public static EnsCredentials FromEnvironment() => new EnvironmentCredentials();

    /// <summary>A profile of the command-line client, or of a credentials file; the file is read again when it changes.</summary>
    /// <param name="profileName">The profile; the default, <see langword="null"/>, is <c>ALIBABA_CLOUD_PROFILE</c>, else the command-line client's current one, else <c>default</c>.</param>
    /// <param name="filePath">
    /// The file, of either kind. The default, <see langword="null"/>, looks into <c>~/.aliyun/config.json</c>, then into the file that
    /// <c>ALIBABA_CLOUD_CREDENTIALS_FILE</c> names, else into <c>~/.alibabacloud/credentials</c> and <c>~/.alibabacloud/credentials.ini</c>.
    /// </param>
    /// <param name="transport">What sends the requests that the profile may need; the default, <see langword="null"/>, is a handler of its own.</param>
    /// <param name="timeProvider">The clock; the default, <see langword="null"/>, is the system's.</param>
    /// <returns>
    /// Credentials of the modes <c>AK</c>, <c>StsToken</c>, <c>RamRoleArn</c>, <c>EcsRamRole</c>, <c>OIDC</c>, <c>ChainableRamRoleArn</c>, <c>CredentialsURI</c> and <c>External</c>;
    /// another mode is an <see cref="EnsAuthenticationException"/> that names it, when a key is asked for.
    /// </returns>
    public static EnsCredentials FromProfile(string? profileName = null, string? filePath = null, HttpMessageHandler? transport = null, TimeProvider? timeProvider = null)
    {
        DefaultChain sources = Sources(transport, timeProvider);
        return filePath is null
            ? new FirstOfCredentials("the profile files", [sources.CliProfile(profileName), sources.IniProfile(profileName)])
            : sources.File(profileName, filePath);
    }

    /// <summary>The keys of the RAM role of the ECS instance that the program runs on, from the instance's metadata service.</summary>
    /// <param name="roleName">The role; the default, <see langword="null"/>, asks the service which one is attached.</param>
    /// <param name="allowImdsV1">
    /// Whether to go on with version 1 of the service where version 2 gives no token. The default, <see langword="null"/>, is yes, unless <c>ALIBABA_CLOUD_IMDSV1_DISABLED</c> is <c>true</c>.
    /// </param>
    /// <param name="transport">What sends the requests; the default, <see langword="null"/>, is a handler of its own that uses no proxy.</param>
    /// <param name="timeProvider">The clock; the default, <see langword="null"/>, is the system's.</param>
    /// <returns>Credentials that fetch a new key ahead of the expiry of the old one.</returns>
    /// <exception cref="ArgumentException"><paramref name="roleName"/> cannot be the name of a role.</exception>
    public static EnsCredentials FromEcsRole(string? roleName = null, bool? allowImdsV1 = null, HttpMessageHandler? transport = null, TimeProvider? timeProvider = null) =>
        new EcsRoleCredentials(
            EcsRoleCredentials.Checked(roleName, nameof(roleName)),
            () => allowImdsV1 ?? EcsRoleCredentials.IsVersion1Allowed(),
            isProbe: false,
            transport,
            timeProvider ?? TimeProvider.System,
            Jitter.Next);

    /// <summary>The keys of a RAM role that is assumed with another key, by the operation <c>AssumeRole</c> of STS.</summary>
    /// <param name="credentials">Whose key assumes the role. It needs the RAM permission <c>sts:AssumeRole</c>, and the role must trust its owner.</param>
    /// <param name="roleArn">The role, such as <c>acs:ram::1515285520000000:role/auditor</c>.</param>
    /// <param name="roleSessionName">How the session is called in the logs of ActionTrail; the default, <see langword="null"/>, is <c>ens-image-sharing</c>.</param>
    /// <param name="options">How the role is assumed; the default, <see langword="null"/>, is for an hour. A copy is taken.</param>
    /// <param name="transport">What sends the requests; the default, <see langword="null"/>, is a handler of its own.</param>
    /// <param name="timeProvider">The clock; the default, <see langword="null"/>, is the system's.</param>
    /// <returns>Credentials that fetch a new key ahead of the expiry of the old one.</returns>
    /// <exception cref="ArgumentException">An argument that must be there is missing, or a value of <paramref name="options"/> is out of its range.</exception>
    public static EnsCredentials FromAssumedRole(
        EnsCredentials credentials, string roleArn, string? roleSessionName = null, EnsRoleOptions? options = null, HttpMessageHandler? transport = null, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        ArgumentException.ThrowIfNullOrWhiteSpace(roleArn);
        return new AssumedRoleCredentials(credentials, roleArn, roleSessionName, Checked(options), transport, timeProvider ?? TimeProvider.System, Jitter.Next);
    }

    /// <summary>The keys of the RAM role that the environment variables <c>ALIBABA_CLOUD_ROLE_ARN</c>, <c>ALIBABA_CLOUD_OIDC_PROVIDER_ARN</c> and <c>ALIBABA_CLOUD_OIDC_TOKEN_FILE</c> describe, as Kubernetes sets them for a service account.</summary>
    /// <returns>Credentials that fetch a new key ahead of the expiry of the old one.</returns>
    public static EnsCredentials FromOidcRole() => Sources(null, null).OidcRole();

    /// <summary>The keys of a RAM role that a token of an OIDC provider opens, by the operation <c>AssumeRoleWithOIDC</c> of STS.</summary>
    /// <param name="roleArn">The role, whose trust policy names the provider.</param>
    /// <param name="oidcProviderArn">The provider, such as <c>acs:ram::1515285520000000:oidc-provider/cluster</c>.</param>
    /// <param name="oidcTokenFile">The file with the token, read for each new key.</param>
    /// <param name="roleSessionName">How the session is called in the logs of ActionTrail; the default, <see langword="null"/>, is <c>ens-image-sharing</c>.</param>
    /// <param name="options">How the role is assumed; the default, <see langword="null"/>, is for an hour. A copy is taken.</param>
    /// <param name="transport">What sends the requests; the default, <see langword="null"/>, is a handler of its own.</param>
    /// <param name="timeProvider">The clock; the default, <see langword="null"/>, is the system's.</param>
    /// <returns>Credentials that fetch a new key ahead of the expiry of the old one.</returns>
    /// <exception cref="ArgumentException">An argument that must be there is missing, or a value of <paramref name="options"/> is out of its range.</exception>
    public static EnsCredentials FromOidcRole(
        string roleArn, string oidcProviderArn, string oidcTokenFile, string? roleSessionName = null, EnsRoleOptions? options = null, HttpMessageHandler? transport = null, TimeProvider? timeProvider = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(roleArn);
        ArgumentException.ThrowIfNullOrWhiteSpace(oidcProviderArn);
        ArgumentException.ThrowIfNullOrWhiteSpace(oidcTokenFile);
        return new OidcRoleCredentials(new OidcSettings(roleArn, oidcProviderArn, oidcTokenFile, roleSessionName), Checked(options), transport, timeProvider ?? TimeProvider.System, Jitter.Next);
    }

    /// <summary>The keys that a server of one's own hands out: JSON with <c>AccessKeyId</c>, <c>AccessKeySecret</c>, <c>SecurityToken</c> and <c>Expiration</c>.</summary>
    /// <param name="address">The server: https, or http on this machine.</param>
    /// <param name="transport">What sends the requests; the default, <see langword="null"/>, is a handler of its own.</param>
    /// <param name="timeProvider">The clock; the default, <see langword="null"/>, is the system's.</param>
    /// <returns>Credentials that fetch a new key ahead of the expiry of the old one, hourly if it has none.</returns>
    /// <exception cref="ArgumentException"><paramref name="address"/> is missing, or not one that keys may come from.</exception>
    public static EnsCredentials FromUri(Uri address, HttpMessageHandler? transport = null, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        return new UriCredentials(UriCredentials.Checked(address, nameof(address)), transport, timeProvider ?? TimeProvider.System, Jitter.Next);
    }

    /// <summary>The first of several credentials that has a key; from then on that one alone.</summary>
    /// <param name="credentials">Where to look, in this order.</param>
    /// <returns>Credentials that search once. What they found is used also when it fails later: the error is better than calling as somebody else.</returns>
    /// <exception cref="ArgumentException">There are none, or one of them is <see langword="null"/>.</exception>
    public static EnsCredentials FirstOf(params EnsCredentials[] credentials)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        if (credentials.Length == 0 || Array.IndexOf(credentials, null) >= 0)
        {
            throw new ArgumentException("There must be at least one, and none may be null.", nameof(credentials));
        }

        return new FirstOfCredentials("these credentials", [.. credentials]);
    }

    private static DefaultChain Sources(HttpMessageHandler? transport, TimeProvider? timeProvider) => new(transport, timeProvider ?? TimeProvider.System, Jitter.Next);

    private static EnsRoleOptions Checked(EnsRoleOptions? options)
    {
        EnsRoleOptions copy = options?.Copy() ?? new EnsRoleOptions();
        copy.Validate(nameof(options));
        return copy;
    }
}
