namespace Ens.ImageSharing.CredentialSources;

/// <summary>The keys of a RAM role that a token of an OIDC provider opens. The token is read from its file each time, because whoever wrote it renews it.</summary>
internal sealed class OidcRoleCredentials(OidcSettings settings, EnsRoleOptions options, HttpMessageHandler? transport, TimeProvider timeProvider, Func<double> random)
    : RefreshingCredentials(timeProvider, random)
{
    private const int MaxTokenBytes = 64 * 1024;

    private readonly Func<double> _random = random;
    private StsCalls? _calls;

    public override string ToString() => $"RAM role {settings.RoleArn}, assumed with an OIDC token";

    protected override Task<EnsAccessKey> FetchAsync(CancellationToken cancellationToken)
    {
        string token = ReadToken();
        Uri endpoint = StsEndpoint.Of(options);
        if (_calls?.Endpoint != endpoint)
        {
            _calls = new StsCalls(endpoint, signer: null, transport, TimeProvider, _random);
        }

        AssumeRoleWithOidc operation = new(settings.RoleArn, settings.SessionName ?? AssumedRoleCredentials.DefaultSessionName, options, settings.ProviderArn, token);
        return _calls!.SendAsync(operation, cancellationToken);
    }

    private string ReadToken()
    {
        try
        {
            FileInfo file = new(settings.TokenFile);
            if (file.Length > MaxTokenBytes)
            {
                throw new EnsAuthenticationException($"The OIDC token file {settings.TokenFile} is longer than 64 KB.");
            }

            string token = File.ReadAllText(file.FullName).Trim();
            return token.Length > 0 ? token : throw new EnsAuthenticationException($"The OIDC token file {settings.TokenFile} is empty.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new EnsAuthenticationException($"The OIDC token file {settings.TokenFile} cannot be read.", exception);
        }
    }
}

/// <summary>Which role, by the word of which provider, with the token in which file.</summary>
internal sealed class OidcSettings(string roleArn, string providerArn, string tokenFile, string? sessionName)
{
    public string RoleArn { get; } = roleArn;

    public string ProviderArn { get; } = providerArn;

    public string TokenFile { get; } = tokenFile;

    public string? SessionName { get; } = sessionName;

    /// <summary>From the environment, where Kubernetes puts them.</summary>
    public static OidcSettings FromEnvironment()
    {
        string[] names = [EnvironmentVariables.RoleArn, EnvironmentVariables.OidcProviderArn, EnvironmentVariables.OidcTokenFile];
        string?[] values = Array.ConvertAll(names, EnvironmentVariables.Read);
        string missing = string.Join(", ", names.Where((_, index) => values[index] is null).Select(name => EnvironmentVariables.Prefix + name));
        return missing.Length == 0
            ? new OidcSettings(values[0]!, values[1]!, values[2]!, EnvironmentVariables.Read(EnvironmentVariables.RoleSessionName))
            : throw EnvironmentVariables.Unconfigured($"not set: {missing}");
    }

    public override bool Equals(object? obj) =>
        obj is OidcSettings other && RoleArn == other.RoleArn && ProviderArn == other.ProviderArn && TokenFile == other.TokenFile && SessionName == other.SessionName;

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(RoleArn);
}
