namespace Ens.ImageSharing.CredentialSources;

/// <summary>The keys of a RAM role that the owner of another key assumes.</summary>
internal sealed class AssumedRoleCredentials(EnsCredentials source, string roleArn, string? sessionName, EnsRoleOptions options, HttpMessageHandler? transport, TimeProvider timeProvider, Func<double> random)
    : RefreshingCredentials(timeProvider, random)
{
    public const string DefaultSessionName = "ens-image-sharing";

    private readonly Func<double> _random = random;
    private StsCalls? _calls;

    public override string ToString() => $"RAM role {roleArn}, assumed with {source}";

    protected override Task<EnsAccessKey> FetchAsync(CancellationToken cancellationToken)
    {
        Uri endpoint = StsEndpoint.Of(options);
        if (_calls?.Endpoint != endpoint)
        {
            _calls = new StsCalls(endpoint, source, transport, TimeProvider, _random);
        }

        string? externalId = options.ExternalId ?? EnvironmentVariables.Read(EnvironmentVariables.ExternalId);
        return _calls!.SendAsync(new AssumeRole(roleArn, sessionName ?? DefaultSessionName, options, externalId), cancellationToken);
    }
}
