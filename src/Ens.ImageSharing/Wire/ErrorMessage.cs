using System.Globalization;

namespace Ens.ImageSharing.Wire;

/// <summary>The sentence that a person reads: what the service said, the evidence, and what to do.</summary>
internal static class ErrorMessage
{
    private const string ServerStringToSign = "string to sign is";

    public static string Of(ErrorAnswer answer, ErrorKind kind, string? serviceMessage)
    {
        ErrorDetails details = answer.Details;
        bool isRedirect = (int)details.StatusCode is >= 300 and < 400;
        string said = serviceMessage is null
            ? isRedirect ? "The service answered with a redirect, which is never followed." : "The service answered with an error."
            : SecretMask.Apply(serviceMessage.Trim(), details.Key);
        string? advice = Advice(answer, kind, isRedirect, serviceMessage);
        return advice is null ? $"{said} {Evidence(details)}" : $"{said} {Evidence(details)} {advice}";
    }

    /// <summary>Code, status, page and request id in brackets.</summary>
    public static string Evidence(ErrorDetails details)
    {
        string code = details.ErrorCode is null ? "" : details.ErrorCode + ", ";
        string requestId = details.RequestId is null ? "" : ", request id " + details.RequestId;
        string page = details.PageNumber is { } number ? FormattableString.Invariant($", page {number}") : "";
        return FormattableString.Invariant($"({code}HTTP {(int)details.StatusCode}{page}{requestId})");
    }

    private static string? Advice(ErrorAnswer answer, ErrorKind kind, bool isRedirect, string? serviceMessage)
    {
        if (kind == ErrorKind.NoPermission)
        {
            return $"The operation needs the RAM permission {answer.Permission}.";
        }

        if (answer.Details.ErrorCode is not { } code)
        {
            return isRedirect ? "Set the endpoint to the address that really serves the API." : null;
        }

        if (ErrorTable.IsOrBelow(code, EnsErrorCodes.SignatureDoesNotMatch))
        {
            return SignatureAdvice(answer, serviceMessage);
        }

        if (ErrorTable.IsOrBelow(code, EnsErrorCodes.InvalidTimeStampExpired) || ErrorTable.IsOrBelow(code, EnsErrorCodes.IllegalTimestamp))
        {
            return $"The request was dated {Text(answer.Details.RequestTime)}, the service answered at {Text(answer.Details.ServerTime)}; more than 15 minutes apart are refused. Check this machine's clock.";
        }

        if (ErrorTable.IsOrBelow(code, EnsErrorCodes.InvalidAccessKeyIdNotFound))
        {
            return "The key does not exist, or it was a temporary one that has expired.";
        }

        return ErrorTable.IsOrBelow(code, EnsErrorCodes.MissingSecurityToken) ? "A temporary key needs its session token." : null;
    }

    /// <summary>The service echoes what it signed: if that is what we signed, only the secret can be wrong.</summary>
    private static string SignatureAdvice(ErrorAnswer answer, string? serviceMessage)
    {
        int start = serviceMessage?.IndexOf(ServerStringToSign, StringComparison.OrdinalIgnoreCase) ?? -1;
        if (start < 0 || answer.SignedTexts.Length == 0)
        {
            return "Either the access key secret is wrong, or something between here and the service changes requests.";
        }

        string theirs = WithoutBlanks(serviceMessage![start..]);
        foreach (string ours in answer.SignedTexts)
        {
            if (theirs.Contains(WithoutBlanks(ours), StringComparison.Ordinal))
            {
                return "The service signed the same text as this client, so the access key secret is wrong.";
            }
        }

        return "The service signed another text than this client, so the access key secret may be right: something between here and the service changes requests, such as a proxy that rewrites the host or the query.";
    }

    /// <summary>Line breaks come back as blanks, as escapes or not at all.</summary>
    private static string WithoutBlanks(string text) =>
        string.Concat(text.Replace("\\n", "").Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));

    private static string Text(DateTimeOffset? time) =>
        time is { } known ? known.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) : "an unknown time";
}
