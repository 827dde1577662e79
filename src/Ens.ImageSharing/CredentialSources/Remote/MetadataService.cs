using System.Net;

namespace Ens.ImageSharing.CredentialSources;

/// <summary>The metadata service of an ECS instance, version 2 and, where that gives no token, version 1.</summary>
/// <param name="allowVersion1">Whether version 1 may be used; <see langword="null"/> leaves it to the environment.</param>
/// <param name="mayBeMissing">
/// Whether this may be no ECS instance. Then the service has half a second for each request until it has answered once.
/// </param>
/// <param name="context">Transport, clock and randomness.</param>
internal sealed class MetadataService(bool? allowVersion1, bool mayBeMissing, SourceContext context)
{
    private static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private static readonly Uri TokenAddress = new(CredentialHttpClient.Metadata, "/latest/api/token");

    private readonly CredentialHttpClient _http = new(context, useProxy: false);
    private volatile bool _hasAnswered;

    /// <summary>Whether the service has answered at least once, which proves that it is there.</summary>
    public bool HasAnswered => _hasAnswered;

    private bool MayUseVersion1 => allowVersion1 ?? !EnvironmentVariables.IsTrue(EnvironmentVariables.ImdsV1Disabled);

    /// <summary>Gets a token of version 2; <see langword="null"/> to go on with version 1.</summary>
    /// <exception cref="EnsAuthenticationException">There is no token, and version 1 is switched off.</exception>
    public async Task<string?> GetTokenAsync(CancellationToken cancellationToken)
    {
        bool mayUseVersion1 = MayUseVersion1;
        try
        {
            CredentialAnswer answer =
                await SendAsync(HttpMethod.Put, TokenAddress, ("X-aliyun-ecs-metadata-token-ttl-seconds", "21600"), cancellationToken)
                    .ConfigureAwait(false);
            if (answer.Status == HttpStatusCode.OK && IsToken(answer.Body.Trim()))
            {
                return answer.Body.Trim();
            }

            return mayUseVersion1 ? null : throw NoToken(answer);
        }
        catch (Exception exception) when (mayUseVersion1 && exception is HttpRequestException or TimeoutException)
        {
            // In a container the answer to a PUT may be lost, while a GET is answered.
            return null;
        }
    }

    public Task<CredentialAnswer> GetAsync(Uri address, string? token, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, address, token is null ? null : ("X-aliyun-ecs-metadata-token", token), cancellationToken);

    private static bool IsToken(string text) => text.Length is > 0 and <= 1024 && text.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0;

    private static EnsAuthenticationException NoToken(CredentialAnswer answer) =>
        new(FormattableString.Invariant($"the metadata service gave no token (HTTP {(int)answer.Status}), and version 1 is switched off"))
        {
            IsTransient = answer.IsTransient,
        };

    private async Task<CredentialAnswer> SendAsync(
        HttpMethod method, Uri address, (string Name, string Value)? header, CancellationToken cancellationToken)
    {
        bool isProbe = mayBeMissing && !_hasAnswered;
        CredentialAnswer answer =
            await _http.SendAsync(method, address, isProbe ? ProbeLimit : Limit, retries: !isProbe, header, cancellationToken)
                .ConfigureAwait(false);
        _hasAnswered = true;
        return answer;
    }
}
