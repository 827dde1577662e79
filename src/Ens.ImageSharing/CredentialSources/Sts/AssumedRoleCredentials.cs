namespace Ens.ImageSharing.CredentialSources;

/// <summary>The keys of a RAM role that is assumed with another key.</summary>
internal sealed class AssumedRoleCredentials(
    EnsCredentials source, string roleArn, string? sessionName, EnsRoleOptions options, SourceContext context)
    : StsRoleCredentials(options, source, context)
{
    public override string ToString() => $"RAM role {roleArn}, assumed with {Signer}";

    protected override ValueTask<StsOperation> CreateOperationAsync(CancellationToken cancellationToken)
    {
        string? externalId = Options.ExternalId ?? EnvironmentVariables.Read(EnvironmentVariables.ExternalId);
        return new(new AssumeRole(roleArn, sessionName ?? DefaultSessionName, Options, externalId));
    }
}
