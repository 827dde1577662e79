using System.Net;

namespace Ens.ImageSharing.Wire;

/// <summary>An attempt that was not answered with what was requested: everything that is known of it.</summary>
/// <param name="StatusCode">The HTTP status.</param>
/// <param name="Body">The body as it came, up to a limit.</param>
/// <param name="Facts">The operation.</param>
/// <param name="Subject">What was requested.</param>
/// <param name="Mask">Hides the secrets of the request.</param>
/// <param name="SignedTexts">
/// What the signature of the request signs, in the forms in which the service may echo it. A function, because it costs several passes.
/// </param>
internal sealed record FailedAttempt(
    HttpStatusCode StatusCode, string Body, OperationFacts Facts, string Subject, SecretMask Mask, Func<IReadOnlyList<string>> SignedTexts)
{
    /// <summary>The request ID from the headers, masked.</summary>
    public string? RequestId { get; init; }

    /// <summary>What the gateway's own header asks to wait: sent with throttling only, whatever the code.</summary>
    public TimeSpan? GatewayHint { get; init; }

    /// <summary>What the standard header asks to wait.</summary>
    public TimeSpan? StandardHint { get; init; }

    /// <summary>The service's time when it responded.</summary>
    public DateTimeOffset? ServerTime { get; init; }

    /// <summary>The date that the request was signed with.</summary>
    public DateTimeOffset? RequestTime { get; init; }

    /// <summary>Whether the request was signed with a temporary key, which may have a successor.</summary>
    public bool IsTemporaryKey { get; init; }
}
