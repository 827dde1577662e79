using Ens.ImageSharing.Errors;
using Ens.ImageSharing.Text;

namespace Ens.ImageSharing.Wire;

/// <summary>The message of an exception: what the service said, the evidence, and what to do.</summary>
internal static class ErrorText
{
    /// <summary>How much of a body without a code is shown.</summary>
    private const int MaxExcerpt = 100;

    public static string Describe(FailedAttempt attempt, ErrorFacts facts, string? serviceMessage)
    {
        string said = serviceMessage?.Trim() ?? (IsRedirect(facts)
            ? "The service responded with a redirect, which is never followed."
            : "The service responded with an error." + Excerpt(facts));
        string? advice = Advice(attempt, facts);
        return advice is null ? $"{said} {Evidence(attempt, facts)}" : $"{said} {Evidence(attempt, facts)} {advice}";
    }

    /// <summary>Code, status, what was requested, and the request ID, in parentheses.</summary>
    public static string Evidence(FailedAttempt attempt, ErrorFacts facts)
    {
        string code = facts.ErrorCode is null ? "" : facts.ErrorCode + ", ";
        string requestId = facts.RequestId is null ? "" : ", request ID " + facts.RequestId;
        return FormattableString.Invariant($"({code}HTTP {(int)facts.StatusCode}, {attempt.Subject}{requestId})");
    }

    private static bool IsRedirect(ErrorFacts facts) => (int)facts.StatusCode is >= 300 and < 400;

    private static string Excerpt(ErrorFacts facts)
    {
        if (facts.ErrorCode is not null || string.IsNullOrWhiteSpace(facts.ResponseBody))
        {
            return "";
        }

        string text = string.Join(" ", facts.ResponseBody!.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        int length = text.Length <= MaxExcerpt ? text.Length : char.IsHighSurrogate(text[MaxExcerpt - 1]) ? MaxExcerpt - 1 : MaxExcerpt;
        return $" The body begins with: {text[..length]}";
    }

    private static string? Advice(FailedAttempt attempt, ErrorFacts facts)
    {
        if (facts.ErrorCode is not { } code)
        {
            return IsRedirect(facts) ? "Set the endpoint to the address that serves the API." : null;
        }

        bool Is(string parent) => ErrorCode.IsOrBelow(code, parent);
        return code switch
        {
            _ when Is(EnsErrorCodes.NoPermission) || (Is("Forbidden") && !Is(EnsErrorCodes.ForbiddenAccessKeyDisabled)) =>
                $"The call requires {attempt.Facts.Permission}.",
            _ when Is(EnsErrorCodes.SignatureDoesNotMatch) => RefusedSignature.Advice(attempt),
            _ when Is(EnsErrorCodes.InvalidTimeStampExpired) || Is(EnsErrorCodes.IllegalTimestamp) =>
                $"The request was dated {Format(facts.RequestTime)}, and the service responded at {Format(facts.ServerTime)}; "
                + "requests more than 15 minutes off are rejected. Check this machine's clock.",
            _ when Is(EnsErrorCodes.InvalidAccessKeyIdNotFound) =>
                "The access key does not exist, or it was a temporary key that has expired.",
            _ when Is(EnsErrorCodes.MissingSecurityToken) => "A temporary access key requires its session token.",
            _ when NamesImage(code) =>
                "The image may not exist, may belong to another account, or may belong to the other site "
                + "(Chinese mainland or international): check the endpoint.",
            _ => null,
        };
    }

    /// <summary>
    /// Whether a code says that the image is not the caller's to ask for: <c>InvalidParameter.ImageId</c>, <c>InvalidImageId.NotFound</c>.
    /// </summary>
    private static bool NamesImage(string code) =>
        code.EndsWith(".ImageId", StringComparison.OrdinalIgnoreCase)
        || (code.Contains("Image", StringComparison.OrdinalIgnoreCase) && code.EndsWith("NotFound", StringComparison.OrdinalIgnoreCase));

    private static string Format(DateTimeOffset? time) => time is { } known ? Iso8601.Format(known) : "an unknown time";
}
