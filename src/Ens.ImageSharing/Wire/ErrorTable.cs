using Ens.ImageSharing.Errors;

namespace Ens.ImageSharing.Wire;

/// <summary>What is known about error codes: the one table that determines exceptions and retries.</summary>
internal static class ErrorTable
{
    private static readonly Kind Missing = static (message, facts) => new EnsMissingParameterException(message, facts);
    private static readonly Kind Invalid = static (message, facts) => new EnsInvalidParameterException(message, facts);
    private static readonly Kind Denied = static (message, facts) => new EnsNoPermissionException(message, facts);
    private static readonly Kind Throttled = static (message, facts) => new EnsThrottlingException(message, facts);
    private static readonly Kind Unauthenticated = static (message, facts) => new EnsAuthenticationException(message, facts);
    private static readonly Kind Broken = static (message, facts) => new EnsServerException(message, facts);
    private static readonly Kind Other = static (message, facts) => new EnsException(message, facts);

    /// <summary>
    /// A code stands for its dotted children, too; the first matching row decides. Sources: "operation" is the API page of an ENS
    /// operation, "gateway" the public error codes of Alibaba Cloud's API gateway, "clients" what its official clients retry.
    /// </summary>
    private static readonly Row[] Rows =
    [
        new(EnsErrorCodes.Throttling, Throttled, Recovery.Slow),                             // gateway, clients
        new(EnsErrorCodes.RejectedThrottling, Throttled, Recovery.Slow),                     // gateway, clients
        new(EnsErrorCodes.ServiceUnavailable, Broken, Recovery.Wait),                        // gateway, clients
        new(EnsErrorCodes.InternalError, Broken, Recovery.Wait),                             // gateway, clients
        new(EnsErrorCodes.UnknownError, Broken, Recovery.Wait),                              // clients
        // Whether the next two pass is undocumented, and reading again does no harm.
        new(EnsErrorCodes.EnsInterfaceError, Other, Recovery.Wait),                          // operation
        new(EnsErrorCodes.CallInterface, Other, Recovery.Wait),                              // operation
        new(EnsErrorCodes.SignatureNonceUsed, Unauthenticated, Recovery.SignAgain),          // gateway, clients
        new(EnsErrorCodes.InvalidSecurityTokenExpired, Unauthenticated, Recovery.AnotherKey), // gateway, clients
        new(EnsErrorCodes.InvalidSecurityTokenMalformed, Unauthenticated, Recovery.AnotherKey), // gateway
        new(EnsErrorCodes.InvalidSecurityTokenMismatchWithAccessKey, Unauthenticated, Recovery.AnotherKey), // gateway
        new(EnsErrorCodes.InvalidAccessKeyIdNotFound, Unauthenticated, Recovery.AnotherKey), // gateway; it may be an expired temporary key
        new(EnsErrorCodes.InvalidTimeStampExpired, Unauthenticated, Recovery.CorrectClock),  // gateway
        new(EnsErrorCodes.IllegalTimestamp, Unauthenticated, Recovery.CorrectClock),         // gateway
        new("InvalidTimeStamp", Unauthenticated, Recovery.None),                             // gateway
        new(EnsErrorCodes.SignatureDoesNotMatch, Unauthenticated, Recovery.None),            // gateway
        new(EnsErrorCodes.IncompleteSignature, Unauthenticated, Recovery.None),              // gateway
        new(EnsErrorCodes.InvalidSignatureMethod, Unauthenticated, Recovery.None),           // gateway
        new("InvalidAccessKeyId", Unauthenticated, Recovery.None),                           // gateway
        new("InvalidSecurityToken", Unauthenticated, Recovery.None),                         // gateway
        new(EnsErrorCodes.MissingSecurityToken, Unauthenticated, Recovery.None),             // gateway
        new(EnsErrorCodes.ForbiddenAccessKeyDisabled, Unauthenticated, Recovery.None),       // gateway
        new(EnsErrorCodes.NoPermission, Denied, Recovery.None),                              // operation
        new("Forbidden", Denied, Recovery.None),                                             // gateway
        new(EnsErrorCodes.InvalidParameter, Invalid, Recovery.None),                         // operation
        new(EnsErrorCodes.MissingParameter, Missing, Recovery.None),                         // operation
    ];

    /// <summary>Creates the exception that an error becomes.</summary>
    public delegate EnsException Kind(string message, ErrorFacts facts);

    /// <summary>Finds what an error is and what may help.</summary>
    /// <param name="code">The service's code, if it sent one.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="asksToWait">
    /// Whether the gateway's own header asks for a pause: then a code that nothing else helps is worth another try (clients).
    /// </param>
    public static (Kind Create, Recovery Recovery) Find(string? code, int status, bool asksToWait)
    {
        if (code is not null && FindRow(code) is { } row)
        {
            return (row.Create, asksToWait && row.Recovery == Recovery.None ? Recovery.Wait : row.Recovery);
        }

        if (code is not null && ErrorCode.MissingParameterName(code) is not null)
        {
            return (Missing, asksToWait ? Recovery.Wait : Recovery.None);
        }

        return status switch
        {
            429 => (Throttled, Recovery.Slow),
            >= 500 => (Broken, Recovery.Wait),
            _ when asksToWait => (Throttled, Recovery.Slow),
            408 => (Other, Recovery.Wait),
            _ => (Other, Recovery.None),
        };
    }

    /// <summary>The row's code that a code is or is a child of; <see langword="null"/> for a code that is not in the table.</summary>
    public static string? KnownCode(string code) => FindRow(code)?.Code;

    private static Row? FindRow(string code) => Array.Find(Rows, row => ErrorCode.IsOrBelow(code, row.Code));

    private sealed record Row(string Code, Kind Create, Recovery Recovery);
}
