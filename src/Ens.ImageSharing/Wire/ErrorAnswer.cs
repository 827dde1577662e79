using System.Text;

namespace Ens.ImageSharing.Wire;

/// <summary>An answer that is no page, before anybody judges it.</summary>
internal sealed class ErrorAnswer
{
    /// <summary>How much of a body is kept.</summary>
    public const int MaxBodyBytes = 64 * 1024;

    private readonly string _body;

    /// <param name="details">What is known without the body; it takes over what the body says.</param>
    /// <param name="body">The body as it came.</param>
    public ErrorAnswer(ErrorDetails details, string body)
    {
        _body = body;
        Details = details;
        details.ResponseBody = SecretMask.Apply(body, details.Key);
        details.RequestId = details.RequestId is null ? null : SecretMask.Apply(details.RequestId, details.Key);
    }

    /// <summary>What the exception will tell: masked, but for the key itself.</summary>
    public ErrorDetails Details { get; }

    /// <summary>The RAM permission that the operation needs.</summary>
    public string Permission { get; init; } = "";

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
        ErrorEnvelope envelope = ErrorEnvelope.Read(_body, Details.Key);
        int status = (int)Details.StatusCode;
        (ErrorKind kind, Details.Recovery) = ErrorTable.Find(envelope.Code, status, Details.RetryAfter is not null && status >= 400);
        Details.ErrorCode = envelope.Code;
        Details.RequestId = envelope.RequestId ?? Details.RequestId;
        Details.HostId = envelope.HostId;
        Details.Recommend = envelope.Recommend;
        string message = ErrorMessage.Of(this, kind, envelope.Message);
        return kind switch
        {
            ErrorKind.MissingParameter => new EnsMissingParameterException(message, Details),
            ErrorKind.InvalidParameter => new EnsInvalidParameterException(message, Details),
            ErrorKind.NoPermission => new EnsNoPermissionException(message, Details, envelope.AccessDeniedDetail),
            ErrorKind.Throttling => new EnsThrottlingException(message, Details),
            ErrorKind.Authentication => new EnsAuthenticationException(message, Details),
            ErrorKind.Server => new EnsServerException(message, Details),
            _ => EnsException.Of(message, Details),
        };
    }

    /// <summary>The exception for a good status with an answer that is no page, and no error envelope either.</summary>
    public EnsException ToUnreadable(string reason, Exception? cause = null) =>
        EnsException.Of($"The service's answer cannot be read: {reason} {ErrorMessage.Evidence(Details)}", Details, cause);
}
