namespace Ens.ImageSharing.CredentialSources;

/// <summary>Keys from a server of one's own.</summary>
internal sealed class UriCredentials(Uri address, HttpMessageHandler? transport, TimeProvider timeProvider, Func<double> random) : RefreshingCredentials(timeProvider, random)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly KeyHttp _http = new(transport, timeProvider, useProxy: !KeyHttp.IsNear(address));

    /// <exception cref="ArgumentException">The address is not one that keys may come from.</exception>
    public static Uri Checked(Uri address, string name) => KeyHttp.IsSafe(address)
        ? address
        : throw new ArgumentException("Keys are fetched over https only, over http from this machine or the metadata service, and from an address without a user or password.", name);

    /// <summary>Without the path and the query, which may hold a secret.</summary>
    public override string ToString() => $"credentials URI at {address.Host}";

    protected override async Task<EnsAccessKey> FetchAsync(CancellationToken cancellationToken)
    {
        try
        {
            (System.Net.HttpStatusCode status, string body) = await _http.SendAsync(HttpMethod.Get, address, Limit, cancellationToken, ("Accept", "application/json")).ConfigureAwait(false);
            return (int)status is >= 200 and < 300 ? KeyDocument.Read(body) : throw new EnsAuthenticationException(FormattableString.Invariant($"the answer has the HTTP status {(int)status}"));
        }
        catch (Exception exception) when (exception is HttpRequestException or TimeoutException or EnsAuthenticationException)
        {
            throw new EnsAuthenticationException($"The {this} gave no key: {exception.Message}", exception is EnsAuthenticationException ? null : exception) { IsTransient = exception is not EnsAuthenticationException };
        }
    }
}
