using Ens.ImageSharing.CredentialSources;
using Ens.ImageSharing.Calls;

namespace Ens.ImageSharing;

/// <content>Keys of RAM roles, which expire and are fetched anew.</content>
public abstract partial class EnsCredentials
{
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

    private static EnsRoleOptions Checked(EnsRoleOptions? options)
    {
        EnsRoleOptions copy = options?.Copy() ?? new EnsRoleOptions();
        copy.Validate(nameof(options));
        return copy;
    }
}
