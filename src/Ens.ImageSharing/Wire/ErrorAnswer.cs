using System.Net;
using System.Text;

namespace Ens.ImageSharing.Wire;

/// <summary>Everything that is known of an answer that is no page, before anybody judges it.</summary>
internal sealed class ErrorAnswer(HttpStatusCode status, string body)
{
    /// <summary>How much of a body is kept.</summary>
    public const int MaxBodyBytes = 64 * 1024;

    public HttpStatusCode Status { get; } = status;

    public string Body { get; } = body;

    /// <summary>The RAM permission that the operation needs.</summary>
    public string Permission { get; init; } = "";

    /// <summary>The page that was asked for.</summary>
    public int? PageNumber { get; init; }

    /// <summary>From the header <c>x-acs-request-id</c>.</summary>
    public string? RequestId { get; init; }

    /// <summary>How long the service asks to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>From the header <c>Date</c>.</summary>
    public DateTimeOffset? ServerTime { get; init; }

    /// <summary>The date that the request was signed with.</summary>
    public DateTimeOffset? RequestTime { get; init; }

    /// <summary>The key that the request was signed with.</summary>
    public EnsAccessKey? Key { get; init; }

    /// <summary>What the request's signature signs, in the forms in which the service may echo it.</summary>
    public string[] SignedTexts { get; init; } = [];

    /// <summary>Text in the encoding that its byte order mark names, else UTF-8; broken bytes become replacement characters.</summary>
    public static string Decode(ReadOnlySpan<byte> body)
    {
        body = body.Length > MaxBodyBytes ? body[..MaxBodyBytes] : body;
        return body switch
        {
            [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8.GetString(body[3..]),
            [0xFF, 0xFE, ..] => Encoding.Unicode.GetString(body[2..]),
            [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(body[2..]),
            _ => Encoding.UTF8.GetString(body),
        };
    }

    /// <summary>The exception that says what happened: its kind by the code first and by the status second.</summary>
    public EnsException ToException()
    {
        ErrorEnvelope envelope = ErrorEnvelope.Read(Body, Key);
        (ErrorKind kind, Recovery recovery) = ErrorTable.Find(envelope.Code, (int)Status, RetryAfter is not null && (int)Status >= 400);
        ErrorDetails details = Details(recovery);
        details.ErrorCode = envelope.Code;
        details.RequestId = envelope.RequestId ?? details.RequestId;
        details.HostId = envelope.HostId;
        details.Recommend = envelope.Recommend;
        string message = ErrorMessage.Of(this, kind, details, envelope.Message);
        return kind switch
        {
            ErrorKind.MissingParameter => new EnsMissingParameterException(message, details),
            ErrorKind.InvalidParameter => new EnsInvalidParameterException(message, details),
            ErrorKind.NoPermission => new EnsNoPermissionException(message, details, envelope.AccessDeniedDetail),
            ErrorKind.Throttling => new EnsThrottlingException(message, details),
            ErrorKind.Authentication => new EnsAuthenticationException(message, details),
            ErrorKind.Server => new EnsServerException(message, details),
            _ => EnsException.Of(message, details),
        };
    }

    /// <summary>The exception for a good status with an answer that is no page, and no error envelope either.</summary>
    public EnsException ToUnreadable(string reason, Exception? cause = null)
    {
        ErrorDetails details = Details(Recovery.None);
        return EnsException.Of($"The service's answer cannot be read: {reason} {ErrorMessage.Evidence(details)}", details, cause);
    }

    private ErrorDetails Details(Recovery recovery) => new(Status, recovery)
    {
        PageNumber = PageNumber,
        RequestId = RequestId is null ? null : SecretMask.Apply(RequestId, Key),
        ResponseBody = SecretMask.Apply(Body, Key),
        RetryAfter = RetryAfter,
        ServerTime = ServerTime,
        RequestTime = RequestTime,
        Key = Key,
    };
}
