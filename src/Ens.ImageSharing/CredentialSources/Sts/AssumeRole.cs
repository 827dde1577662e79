using Ens.ImageSharing.Wire;

namespace Ens.ImageSharing.CredentialSources;

/// <summary>Exchanges an access key for the temporary key of a role.</summary>
internal sealed class AssumeRole(string roleArn, string sessionName, EnsRoleOptions options, string? externalId)
    : StsOperation(roleArn, sessionName, options)
{
    private static readonly OperationFacts Constants = new(
        "AssumeRole",
        StsVersion,
        "the RAM permission sts:AssumeRole on the role, and the role must trust the caller",
        ReturnsSecrets: true);

    public override OperationFacts Facts => Constants;

    public override string ToQueryString() => Encode(
        ("RoleArn", RoleArn),
        ("RoleSessionName", SessionName),
        ("DurationSeconds", DurationSeconds),
        ("Policy", Options.Policy),
        ("ExternalId", externalId));
}
