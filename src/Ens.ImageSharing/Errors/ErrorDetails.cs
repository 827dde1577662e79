using System.Net;

namespace Ens.ImageSharing;

/// <summary>What every error of the service has in common, already free of secrets.</summary>
internal sealed record ErrorDetails(HttpStatusCode StatusCode, Recovery Recovery)
{
    public string? ErrorCode { get; init; }

    public string? RequestId { get; init; }

    public string? HostId { get; init; }

    public string? Recommend { get; init; }

    public string? ResponseBody { get; init; }

    /// <summary>The page that was asked for.</summary>
    public int? PageNumber { get; init; }

    /// <summary>How long the service asks to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The service's clock when it answered.</summary>
    public DateTimeOffset? ServerTime { get; init; }

    /// <summary>The date that the request was signed with.</summary>
    public DateTimeOffset? RequestTime { get; init; }

    /// <summary>The key that the request was signed with.</summary>
    public EnsAccessKey? Key { get; init; }
}
