using Ens.ImageSharing.Wire;

namespace Ens.ImageSharing.CredentialSources;

/// <summary>
/// Exchanges an OIDC token for the temporary key of a role, for example in Kubernetes. Not signed, because there is no access key yet.
/// </summary>
internal sealed class AssumeRoleWithOidc(
    string roleArn, string sessionName, EnsRoleOptions options, string oidcProviderArn, string oidcToken)
    : StsOperation(roleArn, sessionName, options)
{
    private static readonly OperationFacts Constants = new(
        "AssumeRoleWithOIDC", StsVersion, "that the trust policy of the role names the OIDC provider", ReturnsSecrets: true);

    public override OperationFacts Facts => Constants;

    public override IReadOnlyList<string> Secrets => [oidcToken];

    public override string ToQueryString() => "";

    /// <summary>In the body, so that the token does not show in logs of URLs.</summary>
    public override string? ToForm() => Encode(
        ("OIDCProviderArn", oidcProviderArn),
        ("OIDCToken", oidcToken),
        ("RoleArn", RoleArn),
        ("RoleSessionName", SessionName),
        ("DurationSeconds", DurationSeconds),
        ("Policy", Options.Policy));
}
