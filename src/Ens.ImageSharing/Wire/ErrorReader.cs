using System.Text;
using Ens.ImageSharing.Errors;

namespace Ens.ImageSharing.Wire;

/// <summary>Turns a failed attempt into the exception that says what happened. Reading never throws.</summary>
internal static class ErrorReader
{
    /// <summary>How much of a body is kept.</summary>
    public const int MaxBodyBytes = 64 * 1024;

    /// <summary>Text in the encoding of its byte order mark, or else UTF-8. Broken bytes become replacement characters.</summary>
    public static string Decode(ReadOnlySpan<byte> body)
    {
        // Stryker disable once Equality: a body of exactly the limit is cut to the limit.
        body = body.Length > MaxBodyBytes ? body[..MaxBodyBytes] : body;
        return body switch
        {
            [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8.GetString(body[3..]),
            [0xFF, 0xFE, ..] => Encoding.Unicode.GetString(body[2..]),
            [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(body[2..]),
            _ => Encoding.UTF8.GetString(body),
        };
    }

    /// <summary>Whether a body names an error, so that the rest of it may be missing.</summary>
    public static bool HasCode(string body) => ErrorEnvelope.Read(body).Code is not null;

    /// <summary>The exception for an error response.</summary>
    public static EnsException Read(FailedAttempt attempt)
    {
        // Masked once, before anything is taken out of it.
        string body = attempt.Mask.Apply(attempt.Body);
        return Read(attempt, body, ErrorEnvelope.Read(body));
    }

    /// <summary>The exception for a good status with a body that is not the expected response: an error all the same, or neither.</summary>
    public static EnsException Unreadable(FailedAttempt attempt, string reason)
    {
        string body = attempt.Mask.Apply(attempt.Body);
        ErrorEnvelope envelope = ErrorEnvelope.Read(body);
        if (envelope.Code is { } code && !JsonMember.IsSuccess(code))
        {
            return Read(attempt, body, envelope);
        }

        ErrorFacts facts = Facts(attempt, body, envelope);
        string said = envelope.Message is null || attempt.Facts.ReturnsSecrets ? "" : $" The response says: {envelope.Message.Trim()}";
        return new EnsException($"The response cannot be read: {reason}{said} {ErrorText.Evidence(attempt, facts)}", facts);
    }

    private static EnsException Read(FailedAttempt attempt, string body, ErrorEnvelope envelope)
    {
        (ErrorTable.Kind create, Recovery recovery) = ErrorTable.Find(
            envelope.Code, (int)attempt.StatusCode, attempt.GatewayHint is not null);
        ErrorFacts facts = Facts(attempt, body, envelope) with
        {
            ErrorCode = envelope.Code,
            HostId = envelope.HostId,
            Recommend = envelope.Recommend,
            AccessDeniedDetail = envelope.AccessDeniedDetail,
            Recovery = recovery != Recovery.AnotherKey || attempt.IsTemporaryKey ? recovery
                : attempt.GatewayHint is null ? Recovery.None
                : Recovery.Wait,
        };
        string? message = envelope.Code is null && attempt.Facts.ReturnsSecrets ? null : envelope.Message;
        return create(ErrorText.Describe(attempt, facts, message), facts);
    }

    private static ErrorFacts Facts(FailedAttempt attempt, string maskedBody, ErrorEnvelope envelope) => new(attempt.StatusCode)
    {
        ResponseBody = attempt.Facts.ReturnsSecrets ? null : maskedBody,
        RequestId = envelope.RequestId ?? attempt.RequestId,
        RetryAfter = attempt.GatewayHint ?? attempt.StandardHint,
        ServerTime = attempt.ServerTime,
        RequestTime = attempt.RequestTime,
    };
}
