using System.Net;

namespace Ens.ImageSharing.CredentialSources;

/// <summary>The keys of the RAM role of an ECS instance, from its metadata service.</summary>
/// <param name="roleName">The role; <see langword="null"/> asks the service for it.</param>
/// <param name="allowVersion1">Whether to go on without a token where the service gives none.</param>
/// <param name="isProbe">Whether the instance may be none of ECS's: then the service has a second to show itself, once.</param>
/// <param name="transport">What sends the requests; <see langword="null"/> is a handler of its own.</param>
/// <param name="timeProvider">The clock.</param>
/// <param name="random">A number from 0 up to, but not including, 1.</param>
internal sealed class EcsRoleCredentials(string? roleName, Func<bool> allowVersion1, bool isProbe, HttpMessageHandler? transport, TimeProvider timeProvider, Func<double> random)
    : RefreshingCredentials(timeProvider, random)
{
    private static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>How long an absent service is not looked for again.</summary>
    private static readonly TimeSpan AbsenceMemory = TimeSpan.FromMinutes(10);

    private static readonly Uri TokenAddress = new(KeyHttp.Metadata, "/latest/api/token");
    private static readonly Uri RolesAddress = new(KeyHttp.Metadata, "/latest/meta-data/ram/security-credentials/");

    private readonly KeyHttp _http = new(transport, timeProvider, useProxy: false);
    private DateTimeOffset _absentUntil;
    private bool _present;

    public static bool IsVersion1Allowed() => !EnvironmentVariables.IsTrue(EnvironmentVariables.ImdsV1Disabled);

    /// <exception cref="ArgumentException">The role cannot be one: its name becomes part of an address.</exception>
    public static string? Checked(string? roleName, string name) => roleName is null || IsRoleName(roleName)
        ? roleName
        : throw new ArgumentException("The name of a role has letters, digits and -_.@ only.", name);

    public override string ToString() => roleName is null ? "RAM role of the ECS instance" : $"RAM role {roleName} of the ECS instance";

    protected override async Task<EnsAccessKey> FetchAsync(CancellationToken cancellationToken)
    {
        if (TimeProvider.GetUtcNow() < _absentUntil)
        {
            throw EnvironmentVariables.Unconfigured("The metadata service did not answer when it was looked for; this may be no ECS instance.");
        }

        try
        {
            string? token = await TokenAsync(cancellationToken).ConfigureAwait(false);
            HttpStatusCode status;
            string body;
            string? role = roleName;
            if (role is null)
            {
                (status, body) = await GetAsync(RolesAddress, token, cancellationToken).ConfigureAwait(false);
                role = AttachedRole(status, body.Trim());
            }

            (status, body) = await GetAsync(new Uri(RolesAddress, role), token, cancellationToken).ConfigureAwait(false);
            return status switch
            {
                HttpStatusCode.OK => KeyDocument.Read(body),
                HttpStatusCode.NotFound => throw EnvironmentVariables.Unconfigured($"the role {role} is not attached to the instance"),
                _ => throw Refused(status),
            };
        }
        catch (Exception exception) when (exception is HttpRequestException or TimeoutException)
        {
            if (isProbe && !_present)
            {
                _absentUntil = TimeProvider.GetUtcNow() + AbsenceMemory;
                throw EnvironmentVariables.Unconfigured("The metadata service does not answer; this may be no ECS instance.");
            }

            throw new EnsAuthenticationException($"The {this} gave no key: the metadata service does not answer. {exception.Message}", exception) { IsTransient = true };
        }
        catch (EnsAuthenticationException exception)
        {
            throw new EnsAuthenticationException($"The {this} gave no key: {exception.Message}.", exception) { IsUnconfigured = exception.IsUnconfigured };
        }
    }

    private static EnsAuthenticationException Refused(HttpStatusCode status) => new(FormattableString.Invariant($"the metadata service answered with the HTTP status {(int)status}"));

    /// <summary>The token of version 2; <see langword="null"/> to go on without one, as version 1 does.</summary>
    private async Task<string?> TokenAsync(CancellationToken cancellationToken)
    {
        bool mayGoOn = allowVersion1();
        try
        {
            (HttpStatusCode status, string body) = await SendAsync(HttpMethod.Put, TokenAddress, ("X-aliyun-ecs-metadata-token-ttl-seconds", "21600"), cancellationToken).ConfigureAwait(false);
            if (status == HttpStatusCode.OK && body.Trim() is { Length: > 0 and <= 1024 } token && token.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0)
            {
                return token;
            }

            return mayGoOn ? null : throw new EnsAuthenticationException(FormattableString.Invariant($"the metadata service gave no token (HTTP {(int)status}), and version 1 is switched off"));
        }
        catch (Exception exception) when (mayGoOn && exception is (HttpRequestException or TimeoutException))
        {
            // In a container the answer to PUT may get lost on the way, and that to GET not.
            return null;
        }
    }

    private static string AttachedRole(HttpStatusCode status, string role) => status switch
    {
        HttpStatusCode.OK when IsRoleName(role) => role,
        HttpStatusCode.OK => throw new EnsAuthenticationException("the metadata service answered with something that is no role name"),
        HttpStatusCode.NotFound => throw EnvironmentVariables.Unconfigured("no RAM role is attached to the instance"),
        _ => throw Refused(status),
    };

    /// <summary>Letters, digits and <c>-_.@</c>: nothing that leads to another address.</summary>
    private static bool IsRoleName(string role)
    {
        foreach (char character in role)
        {
            if (character is not ((>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '_' or '.' or '@'))
            {
                return false;
            }
        }

        return role.Length is > 0 and <= 64 && role is not ("." or "..");
    }

    private Task<(HttpStatusCode Status, string Body)> GetAsync(Uri address, string? token, CancellationToken cancellationToken) =>
        token is null
            ? SendAsync(HttpMethod.Get, address, null, cancellationToken)
            : SendAsync(HttpMethod.Get, address, ("X-aliyun-ecs-metadata-token", token), cancellationToken);

    private async Task<(HttpStatusCode Status, string Body)> SendAsync(HttpMethod method, Uri address, (string Name, string Value)? header, CancellationToken cancellationToken)
    {
        (HttpStatusCode Status, string Body) answer = await _http.SendAsync(method, address, isProbe && !_present ? ProbeLimit : Limit, cancellationToken, header is { } one ? [one] : []).ConfigureAwait(false);
        _present = true;
        return answer;
    }
}
