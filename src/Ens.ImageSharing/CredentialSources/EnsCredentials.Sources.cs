using Ens.ImageSharing.CredentialSources;
using Ens.ImageSharing.Calls;

namespace Ens.ImageSharing;

/// <content>Keys that are configured somewhere.</content>
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
}
