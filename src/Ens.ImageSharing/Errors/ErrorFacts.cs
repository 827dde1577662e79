using System.Net;

namespace Ens.ImageSharing.Errors;

/// <summary>What an error response says and implies, with secrets masked. Holds no access key.</summary>
internal sealed record ErrorFacts(HttpStatusCode StatusCode)
{
    public Recovery Recovery { get; init; }

    public string? ErrorCode { get; init; }

    public string? RequestId { get; init; }

    public string? HostId { get; init; }

    public string? Recommend { get; init; }

    public string? ResponseBody { get; init; }

    public EnsAccessDeniedDetail? AccessDeniedDetail { get; init; }

    /// <summary>How long the service asks to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The service's time when it responded.</summary>
    public DateTimeOffset? ServerTime { get; init; }

    /// <summary>The date that the request was signed with.</summary>
    public DateTimeOffset? RequestTime { get; init; }
}
