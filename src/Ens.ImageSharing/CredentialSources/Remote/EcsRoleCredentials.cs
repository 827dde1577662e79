using System.Net;

namespace Ens.ImageSharing.CredentialSources;

/// <summary>The keys of the RAM role of an ECS instance, from its metadata service.</summary>
/// <param name="roleName">The role; <see langword="null"/> asks the service which one is attached.</param>
/// <param name="expectation">What is known to be there.</param>
/// <param name="allowVersion1">Whether version 1 of the service may be used; <see langword="null"/> leaves it to the environment.</param>
/// <param name="context">Transport, clock and randomness.</param>
internal sealed class EcsRoleCredentials(string? roleName, EcsExpectation expectation, bool? allowVersion1, SourceContext context)
    : RefreshingCredentials(context)
{
    private static readonly Uri RolesAddress = new(CredentialHttpClient.Metadata, "/latest/meta-data/ram/security-credentials/");

    private readonly MetadataService _service = new(allowVersion1, mayBeMissing: expectation == EcsExpectation.Nothing, context);

    /// <exception cref="ArgumentException">
    /// The name is not valid. It becomes part of an address, so it must not lead elsewhere.
    /// </exception>
    public static void RequireRoleName(string? roleName, string argument)
    {
        if (roleName is not null && !IsRoleName(roleName))
        {
            throw new ArgumentException("The name of a role consists of up to 64 letters, digits and -_.@.", argument);
        }
    }

    public override string ToString() => roleName is null ? "RAM role of the ECS instance" : $"RAM role {roleName} of the ECS instance";

    protected override async Task<Lookup<EnsAccessKey>> FetchAsync(CancellationToken cancellationToken)
    {
        try
        {
            string? token = await _service.GetTokenAsync(cancellationToken).ConfigureAwait(false);
            string? role = roleName ?? await FindRoleAsync(token, cancellationToken).ConfigureAwait(false);
            if (role is null)
            {
                return Missing("no RAM role is attached to the instance");
            }

            CredentialAnswer answer = await _service.GetAsync(new Uri(RolesAddress, role), token, cancellationToken).ConfigureAwait(false);
            return answer.Status switch
            {
                HttpStatusCode.OK => AccessKeyJson.Read(answer.Body),
                HttpStatusCode.NotFound => Missing($"the role {role} is not attached to the instance"),
                _ => throw Refused(answer),
            };
        }
        catch (Exception exception) when (exception is HttpRequestException or TimeoutException)
        {
            return expectation == EcsExpectation.Nothing && !_service.HasAnswered
                ? Lookup<EnsAccessKey>.Absent("The metadata service does not answer. This may not be an ECS instance.")
                : throw Failure($"the metadata service does not answer. {exception.Message.TrimEnd('.')}", exception, isTransient: true);
        }
        catch (EnsAuthenticationException exception)
        {
            throw Failure(exception.Message, null, exception.IsTransient);
        }
    }

    /// <summary>Letters, digits and <c>-_.@</c>: nothing that leads to another address.</summary>
    private static bool IsRoleName(string role) =>
        role.Length is > 0 and <= 64 && role is not ("." or "..")
        && Array.TrueForAll(role.ToCharArray(), IsRoleNameCharacter);

    private static bool IsRoleNameCharacter(char character) =>
        character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '_' or '.' or '@';

    private static EnsAuthenticationException Refused(CredentialAnswer answer) =>
        new(FormattableString.Invariant($"the metadata service answered with the HTTP status {(int)answer.Status}"))
        {
            IsTransient = answer.IsTransient,
        };

    private async Task<string?> FindRoleAsync(string? token, CancellationToken cancellationToken)
    {
        CredentialAnswer answer = await _service.GetAsync(RolesAddress, token, cancellationToken).ConfigureAwait(false);
        return answer.Status switch
        {
            HttpStatusCode.OK when string.IsNullOrWhiteSpace(answer.Body) => null,
            HttpStatusCode.OK when IsRoleName(answer.Body.Trim()) => answer.Body.Trim(),
            HttpStatusCode.OK => throw new EnsAuthenticationException(
                "the metadata service answered with something that is not the name of a role"),
            HttpStatusCode.NotFound => null,
            _ => throw Refused(answer),
        };
    }

    private Lookup<EnsAccessKey> Missing(string reason) => expectation == EcsExpectation.Role
        ? throw new EnsAuthenticationException(reason)
        : Lookup<EnsAccessKey>.Absent(Explain(reason));

    private EnsAuthenticationException Failure(string reason, Exception? cause, bool isTransient) =>
        new(Explain(reason), cause) { IsTransient = isTransient };

    private string Explain(string reason) => $"The {this} gave no access key: {reason}.";
}
