using Ens.ImageSharing.Credentials;
using Ens.ImageSharing.CredentialSources;

namespace Ens.ImageSharing;

/// <content>The built-in sources of access keys.</content>
public partial class EnsCredentials
{
    /// <summary>
    /// The credentials that are configured outside the program, searched in the places and the order of Alibaba Cloud's own clients.
    /// </summary>
    /// <value>
    /// Searched are the environment variables (<see cref="FromEnvironment"/>), an OIDC role of the environment
    /// (<see cref="FromOidcRole()"/>), the profile of the command-line client and the credentials file (<see cref="FromProfile"/>), the RAM
    /// role of the ECS instance (<see cref="FromEcsRole"/>), and the address in <c>ALIBABA_CLOUD_CREDENTIALS_URI</c>
    /// (<see cref="FromUri"/>). The first source that is set up is used.
    /// </value>
    /// <remarks>
    /// <para>
    /// A source that is set up but fails, even if it is set up only in part, is an error. A later source is never used in its place. If no
    /// source is set up, the error lists each source and why it has no key.
    /// </para>
    /// <para>
    /// The value <c>true</c> switches sources off: <c>ALIBABA_CLOUD_CLI_PROFILE_DISABLED</c> or <c>ALIBABA_CLOUD_IGNORE_PROFILE</c> the
    /// profile of the command-line client, <c>ALIBABA_CLOUD_ECS_METADATA_DISABLED</c> the ECS role, and
    /// <c>ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS</c> the address and processes. Where there is no ECS metadata service, looking for it
    /// takes up to one second.
    /// </para>
    /// </remarks>
    public static EnsCredentials Default { get; } = new CredentialFactory(SourceContext.System).CreateDefault();

    /// <summary>Creates credentials with a key that never changes.</summary>
    /// <param name="accessKeyId">The id of the key.</param>
    /// <param name="accessKeySecret">The secret of the key.</param>
    /// <param name="securityToken">The session token of a temporary key from STS, or <see langword="null"/> for a permanent key.</param>
    /// <returns>Credentials that always give this key.</returns>
    /// <exception cref="ArgumentException">
    /// The id, the secret or the token is empty or invalid. The message never contains the value.
    /// </exception>
    public static EnsCredentials FromAccessKey(string accessKeyId, string accessKeySecret, string? securityToken = null) =>
        new FixedCredentials(new EnsAccessKey(accessKeyId, accessKeySecret, securityToken));

    /// <summary>Creates credentials around a function that fetches keys.</summary>
    /// <param name="fetch">
    /// Fetches a key. It is called for one key at a time, and may be called from any thread. Its token is canceled after 60 seconds.
    /// </param>
    /// <returns>
    /// Credentials that cache the key and fetch a new one before it expires, or every hour if <see cref="EnsAccessKey.ExpiresAt"/> is
    /// <see langword="null"/>. While the old key is valid, requests do not wait for the new one. If <paramref name="fetch"/> fails, returns
    /// <see langword="null"/> or takes too long, the error is an <see cref="EnsAuthenticationException"/>.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="fetch"/> is <see langword="null"/>.</exception>
    public static EnsCredentials FromCallback(Func<CancellationToken, Task<EnsAccessKey>> fetch)
    {
        ArgumentNullException.ThrowIfNull(fetch);
        return new CallbackCredentials(fetch, SourceContext.System);
    }

    /// <summary>
    /// Creates credentials from the environment variables <c>ALIBABA_CLOUD_ACCESS_KEY_ID</c> and <c>ALIBABA_CLOUD_ACCESS_KEY_SECRET</c>,
    /// with <c>ALIBABA_CLOUD_SECURITY_TOKEN</c> for a temporary key.
    /// </summary>
    /// <returns>Credentials that read the variables each time a key is requested. All three must have the same prefix.</returns>
    public static EnsCredentials FromEnvironment() => new EnvironmentCredentials();

    /// <summary>Creates credentials from a profile of the command-line client or of a credentials file.</summary>
    /// <param name="profileName">
    /// The profile. The default, <see langword="null"/>, is the value of <c>ALIBABA_CLOUD_PROFILE</c>, else the current profile of the
    /// command-line client, else <c>default</c>.
    /// </param>
    /// <param name="filePath">
    /// The file, of either kind. The default, <see langword="null"/>, searches <c>~/.aliyun/config.json</c>, then the file that
    /// <c>ALIBABA_CLOUD_CREDENTIALS_FILE</c> names, or else <c>~/.alibabacloud/credentials</c> and <c>~/.alibabacloud/credentials.ini</c>.
    /// </param>
    /// <param name="transport">
    /// Sends the requests that the profile may need. The default, <see langword="null"/>, is a handler of its own.
    /// </param>
    /// <param name="timeProvider">The clock. The default, <see langword="null"/>, is the system's.</param>
    /// <returns>
    /// Credentials for the modes <c>AK</c>, <c>StsToken</c>, <c>RamRoleArn</c>, <c>EcsRamRole</c>, <c>OIDC</c>, <c>ChainableRamRoleArn</c>,
    /// <c>CredentialsURI</c> and <c>External</c>. They follow changes of the file. A profile that is missing or cannot be used is an
    /// <see cref="EnsAuthenticationException"/> when a key is requested.
    /// </returns>
    /// <exception cref="ArgumentException"><paramref name="profileName"/> or <paramref name="filePath"/> is empty.</exception>
    public static EnsCredentials FromProfile(
        string? profileName = null, string? filePath = null, HttpMessageHandler? transport = null, TimeProvider? timeProvider = null)
    {
        RequireNullOrText(profileName, nameof(profileName));
        RequireNullOrText(filePath, nameof(filePath));
        return new CredentialFactory(SourceContext.Of(transport, timeProvider)).CreateProfile(profileName, filePath);
    }

    /// <summary>
    /// Creates credentials from the RAM role of the ECS instance that the program runs on, by the instance's metadata service.
    /// </summary>
    /// <param name="roleName">The role. The default, <see langword="null"/>, asks the service which role is attached.</param>
    /// <param name="allowImdsV1">
    /// Whether to use version 1 of the service where version 2 gives no token. The default, <see langword="null"/>, is
    /// <see langword="true"/> unless <c>ALIBABA_CLOUD_IMDSV1_DISABLED</c> is <c>true</c>.
    /// </param>
    /// <param name="transport">
    /// Sends the requests. The default, <see langword="null"/>, is a handler of its own that uses no proxy.
    /// </param>
    /// <param name="timeProvider">The clock. The default, <see langword="null"/>, is the system's.</param>
    /// <returns>Credentials that fetch a new key before the old one expires.</returns>
    /// <exception cref="ArgumentException"><paramref name="roleName"/> is not a valid name of a role.</exception>
    public static EnsCredentials FromEcsRole(
        string? roleName = null, bool? allowImdsV1 = null, HttpMessageHandler? transport = null, TimeProvider? timeProvider = null) =>
        new CredentialFactory(SourceContext.Of(transport, timeProvider)).CreateEcsRole(roleName, nameof(roleName), allowImdsV1);

    /// <summary>Creates credentials from a RAM role that is assumed with another key, by the operation <c>AssumeRole</c> of STS.</summary>
    /// <param name="credentials">
    /// The credentials that assume the role. They need the RAM permission <c>sts:AssumeRole</c>, and the role must trust their owner.
    /// </param>
    /// <param name="roleArn">The role, for example <c>acs:ram::1515285520000000:role/auditor</c>.</param>
    /// <param name="roleSessionName">
    /// The name of the session in the logs of ActionTrail. The default, <see langword="null"/>, is <c>ens-image-sharing</c>.
    /// </param>
    /// <param name="options">How the role is assumed. The default, <see langword="null"/>, is for one hour. A copy is taken.</param>
    /// <param name="transport">Sends the requests. The default, <see langword="null"/>, is a handler of its own.</param>
    /// <param name="timeProvider">The clock. The default, <see langword="null"/>, is the system's.</param>
    /// <returns>Credentials that fetch a new key before the old one expires.</returns>
    /// <exception cref="ArgumentException">
    /// A required argument is missing, a name is empty, or a value of <paramref name="options"/> is out of range.
    /// </exception>
    public static EnsCredentials FromAssumedRole(
        EnsCredentials credentials,
        string roleArn,
        string? roleSessionName = null,
        EnsRoleOptions? options = null,
        HttpMessageHandler? transport = null,
        TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        ArgumentException.ThrowIfNullOrWhiteSpace(roleArn);
        RequireNullOrText(roleSessionName, nameof(roleSessionName));
        CredentialFactory factory = new(SourceContext.Of(transport, timeProvider));
        return factory.CreateAssumedRole(credentials, roleArn, roleSessionName, CopyAndValidate(options));
    }

    /// <summary>
    /// Creates credentials from the RAM role that the environment variables <c>ALIBABA_CLOUD_ROLE_ARN</c>,
    /// <c>ALIBABA_CLOUD_OIDC_PROVIDER_ARN</c>
    /// and <c>ALIBABA_CLOUD_OIDC_TOKEN_FILE</c> describe, as Kubernetes sets them for a service account.
    /// </summary>
    /// <returns>Credentials that fetch a new key before the old one expires.</returns>
    public static EnsCredentials FromOidcRole() => new CredentialFactory(SourceContext.System).CreateOidcRole();

    /// <summary>
    /// Creates credentials from a RAM role that is assumed with the token of an OIDC provider, by the operation <c>AssumeRoleWithOIDC</c>
    /// of STS.
    /// </summary>
    /// <param name="roleArn">The role, whose trust policy names the provider.</param>
    /// <param name="oidcProviderArn">The provider, for example <c>acs:ram::1515285520000000:oidc-provider/cluster</c>.</param>
    /// <param name="oidcTokenFile">The file with the token. It is read for each new key.</param>
    /// <param name="roleSessionName">
    /// The name of the session in the logs of ActionTrail. The default, <see langword="null"/>, is <c>ens-image-sharing</c>.
    /// </param>
    /// <param name="options">How the role is assumed. The default, <see langword="null"/>, is for one hour. A copy is taken.</param>
    /// <param name="transport">Sends the requests. The default, <see langword="null"/>, is a handler of its own.</param>
    /// <param name="timeProvider">The clock. The default, <see langword="null"/>, is the system's.</param>
    /// <returns>Credentials that fetch a new key before the old one expires.</returns>
    /// <exception cref="ArgumentException">
    /// A required argument is missing, a name is empty, or a value of <paramref name="options"/> is out of range.
    /// </exception>
    public static EnsCredentials FromOidcRole(
        string roleArn,
        string oidcProviderArn,
        string oidcTokenFile,
        string? roleSessionName = null,
        EnsRoleOptions? options = null,
        HttpMessageHandler? transport = null,
        TimeProvider? timeProvider = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(roleArn);
        ArgumentException.ThrowIfNullOrWhiteSpace(oidcProviderArn);
        ArgumentException.ThrowIfNullOrWhiteSpace(oidcTokenFile);
        RequireNullOrText(roleSessionName, nameof(roleSessionName));
        OidcSettings settings = new(roleArn, oidcProviderArn, oidcTokenFile, roleSessionName);
        return new CredentialFactory(SourceContext.Of(transport, timeProvider)).CreateOidcRole(settings, CopyAndValidate(options));
    }

    /// <summary>
    /// Creates credentials from a server that hands out keys as JSON with <c>AccessKeyId</c>, <c>AccessKeySecret</c>, <c>SecurityToken</c>
    /// and <c>Expiration</c>.
    /// </summary>
    /// <param name="address">The server: an https address, or http on this machine.</param>
    /// <param name="transport">Sends the requests. The default, <see langword="null"/>, is a handler of its own.</param>
    /// <param name="timeProvider">The clock. The default, <see langword="null"/>, is the system's.</param>
    /// <returns>Credentials that fetch a new key before the old one expires, or every hour if the server names no expiration.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="address"/> is <see langword="null"/>, is not secure or contains a user or password.
    /// </exception>
    public static EnsCredentials FromUri(Uri address, HttpMessageHandler? transport = null, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        return new CredentialFactory(SourceContext.Of(transport, timeProvider)).CreateUri(address, nameof(address));
    }

    /// <summary>Creates credentials that use the first of several sources that is set up.</summary>
    /// <param name="credentials">The sources, in the order of preference.</param>
    /// <returns>
    /// Credentials that ask the sources in order each time. A source that throws an <see cref="EnsAuthenticationException"/> whose
    /// <see cref="EnsAuthenticationException.IsUnconfigured"/> is <see langword="true"/> is passed over. Any other failure is an error,
    /// because silently using the key of another identity would be worse.
    /// </returns>
    /// <exception cref="ArgumentException">There are no credentials, or one of them is <see langword="null"/>.</exception>
    public static EnsCredentials FirstOf(params EnsCredentials[] credentials)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        if (credentials.Length == 0 || Array.IndexOf(credentials, null) >= 0)
        {
            throw new ArgumentException("Pass at least one credentials source, none of them null.", nameof(credentials));
        }

        return new FirstOfCredentials("first of several credentials", [.. credentials]);
    }

    private static void RequireNullOrText(string? value, string name)
    {
        if (value is not null)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(value, name);
        }
    }

    private static EnsRoleOptions CopyAndValidate(EnsRoleOptions? options)
    {
        EnsRoleOptions copy = options?.Copy() ?? new EnsRoleOptions();
        copy.Validate(nameof(options));
        return copy;
    }
}
