using System.Net;

namespace Ens.ImageSharing;

/// <summary>What every error of the service has in common.</summary>
internal sealed class ErrorDetails(HttpStatusCode statusCode)
{
    public HttpStatusCode StatusCode { get; } = statusCode;

    /// <summary>What may help.</summary>
    public Recovery Recovery { get; set; }

    public string? ErrorCode { get; set; }

    public string? RequestId { get; set; }

    public string? HostId { get; set; }

    public string? Recommend { get; set; }

    public string? ResponseBody { get; set; }

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
