namespace Ens.ImageSharing.CredentialSources;

/// <summary>
/// The keys of a RAM role that is assumed with an OIDC token. The token is read from its file each time, because it is rotated.
/// </summary>
internal sealed class OidcRoleCredentials(OidcSettings settings, EnsRoleOptions options, SourceContext context)
    : StsRoleCredentials(options, signer: null, context)
{
    private readonly BoundedFile _tokenFile = new(settings.TokenFile, maxKilobytes: 64, context.Time);

    public override string ToString() => $"RAM role {settings.RoleArn}, assumed with an OIDC token";

    protected override async ValueTask<StsOperation> CreateOperationAsync(CancellationToken cancellationToken)
    {
        string token = await ReadTokenAsync(cancellationToken).ConfigureAwait(false);
        string sessionName = settings.SessionName ?? DefaultSessionName;
        return new AssumeRoleWithOidc(settings.RoleArn, sessionName, Options, settings.ProviderArn, token);
    }

    private async ValueTask<string> ReadTokenAsync(CancellationToken cancellationToken)
    {
        try
        {
            string? token = (await _tokenFile.ReadAsync(cancellationToken).ConfigureAwait(false))?.Trim();
            return token is { Length: > 0 } ? token : throw Failure(token is null ? "does not exist" : "is empty", null);
        }
        catch (Exception exception) when (BoundedFile.IsFailure(exception))
        {
            throw Failure($"cannot be read: {exception.Message}", exception);
        }
    }

    private EnsAuthenticationException Failure(string reason, Exception? cause) =>
        new($"The OIDC token file {settings.TokenFile} {reason.TrimEnd('.')}.", cause) { IsTransient = true };
}
