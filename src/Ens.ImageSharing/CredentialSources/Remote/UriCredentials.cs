namespace Ens.ImageSharing.CredentialSources;

/// <summary>Keys from a server that hands them out.</summary>
internal sealed class UriCredentials(Uri address, SourceContext context) : RefreshingCredentials(context)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly CredentialHttpClient _http = new(context, useProxy: !CredentialHttpClient.IsLocal(address));

    /// <summary>Without the path and the query, which may contain a secret.</summary>
    public override string ToString() => $"credentials URI at {address.Host}";

    protected override async Task<Lookup<EnsAccessKey>> FetchAsync(CancellationToken cancellationToken)
    {
        bool isTransient = false;
        try
        {
            CredentialAnswer answer =
                await _http.SendAsync(HttpMethod.Get, address, Limit, retries: true, ("Accept", "application/json"), cancellationToken)
                    .ConfigureAwait(false);
            isTransient = answer.IsTransient;
            return (int)answer.Status is >= 200 and < 300
                ? AccessKeyJson.Read(answer.Body)
                : throw new EnsAuthenticationException(
                    FormattableString.Invariant($"the answer has the HTTP status {(int)answer.Status}"));
        }
        catch (EnsAuthenticationException exception)
        {
            throw new EnsAuthenticationException($"The {this} gave no access key: {exception.Message}.", exception)
            {
                IsTransient = isTransient,
            };
        }
        catch (Exception exception) when (exception is HttpRequestException or TimeoutException)
        {
            throw new EnsAuthenticationException($"The {this} gave no access key: {exception.Message}", exception)
            {
                IsTransient = IsTransient(exception),
            };
        }
    }
}
