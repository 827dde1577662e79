namespace Ens.ImageSharing;

/// <summary>What is known of the error codes: the one table from which kinds and retries follow.</summary>
internal static class ErrorTable
{
    /// <summary>
    /// A code stands for its dotted children too; the first row that fits decides. The sources: "operation" is the API page of
    /// DescribeImageSharePermission, "gateway" the public error codes of Alibaba Cloud's API gateway, "clients" what its official clients retry.
    /// </summary>
    private static readonly (string Code, ErrorKind Kind, Recovery Recovery)[] Rows =
    [
        (EnsErrorCodes.Throttling, ErrorKind.Throttling, Recovery.Wait),                        // gateway, clients
        (EnsErrorCodes.RejectedThrottling, ErrorKind.Throttling, Recovery.Wait),                // gateway, clients
        (EnsErrorCodes.ServiceUnavailable, ErrorKind.Server, Recovery.Wait),                    // gateway, clients
        (EnsErrorCodes.InternalError, ErrorKind.Server, Recovery.Wait),                         // gateway, clients
        (EnsErrorCodes.UnknownError, ErrorKind.Server, Recovery.Wait),                          // clients
        (EnsErrorCodes.EnsInterfaceError, ErrorKind.Other, Recovery.Wait),                      // operation; whether it passes is not documented, and reading again does no harm
        (EnsErrorCodes.CallInterface, ErrorKind.Other, Recovery.Wait),                          // operation; as above
        (EnsErrorCodes.SignatureNonceUsed, ErrorKind.Authentication, Recovery.SignAgain),       // gateway, clients
        (EnsErrorCodes.InvalidSecurityTokenExpired, ErrorKind.Authentication, Recovery.AnotherKey), // gateway, clients
        (EnsErrorCodes.InvalidTimeStampExpired, ErrorKind.Authentication, Recovery.CorrectClock),   // gateway
        (EnsErrorCodes.IllegalTimestamp, ErrorKind.Authentication, Recovery.CorrectClock),      // gateway
        ("InvalidTimeStamp", ErrorKind.Authentication, Recovery.None),                          // gateway
        (EnsErrorCodes.SignatureDoesNotMatch, ErrorKind.Authentication, Recovery.None),         // gateway
        (EnsErrorCodes.IncompleteSignature, ErrorKind.Authentication, Recovery.None),           // gateway
        (EnsErrorCodes.InvalidSignatureMethod, ErrorKind.Authentication, Recovery.None),        // gateway
        ("InvalidAccessKeyId", ErrorKind.Authentication, Recovery.None),                        // gateway
        ("InvalidSecurityToken", ErrorKind.Authentication, Recovery.None),                      // gateway
        (EnsErrorCodes.MissingSecurityToken, ErrorKind.Authentication, Recovery.None),          // gateway
        (EnsErrorCodes.ForbiddenAccessKeyDisabled, ErrorKind.Authentication, Recovery.None),    // gateway
        (EnsErrorCodes.NoPermission, ErrorKind.NoPermission, Recovery.None),                    // operation
        ("Forbidden", ErrorKind.NoPermission, Recovery.None),                                   // gateway
        (EnsErrorCodes.InvalidParameter, ErrorKind.InvalidParameter, Recovery.None),            // operation
        (EnsErrorCodes.MissingParameter, ErrorKind.MissingParameter, Recovery.None),            // operation
    ];

    /// <summary>Finds what an error is and what may help.</summary>
    /// <param name="code">The service's code, if it sent one.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="asksToWait">Whether the gateway asks for a pause: it does so for throttling only, whatever the code (clients).</param>
    public static (ErrorKind Kind, Recovery Recovery) Find(string? code, int status, bool asksToWait)
    {
        if (code is not null && Row(code) is (_, var kind, var recovery))
        {
            return (kind, asksToWait ? Recovery.Wait : recovery);
        }

        if (code is not null && MissingParameterName(code) is not null)
        {
            return (ErrorKind.MissingParameter, asksToWait ? Recovery.Wait : Recovery.None);
        }

        return status switch
        {
            429 => (ErrorKind.Throttling, Recovery.Wait),
            >= 500 => (ErrorKind.Server, Recovery.Wait),
            _ when asksToWait => (ErrorKind.Throttling, Recovery.Wait),
            408 => (ErrorKind.Other, Recovery.Wait),
            _ => (ErrorKind.Other, Recovery.None),
        };
    }

    /// <summary>The row's code that a code is or stands below; <see langword="null"/> for a code that is not in the table.</summary>
    public static string? KnownCode(string code) => Row(code)?.Code;

    /// <summary>The name in <c>MissingImageId</c> or <c>MissingParameter.ImageId</c>.</summary>
    public static string? MissingParameterName(string code)
    {
        const string Missing = "Missing";
        return code.StartsWith(Missing, StringComparison.Ordinal) && code.Length > Missing.Length && char.IsUpper(code[Missing.Length])
            && !code.StartsWith(EnsErrorCodes.MissingParameter, StringComparison.Ordinal)
            ? code[Missing.Length..]
            : Child(code, EnsErrorCodes.MissingParameter);
    }

    /// <summary>The name in <c>InvalidParameter.PageSize</c>.</summary>
    public static string? InvalidParameterName(string code) => Child(code, EnsErrorCodes.InvalidParameter);

    public static bool IsOrBelow(string code, string parent) =>
        code.StartsWith(parent, StringComparison.Ordinal) && (code.Length == parent.Length || code[parent.Length] == '.');

    private static (string Code, ErrorKind Kind, Recovery Recovery)? Row(string code)
    {
        foreach ((string Code, ErrorKind Kind, Recovery Recovery) row in Rows)
        {
            if (IsOrBelow(code, row.Code))
            {
                return row;
            }
        }

        return null;
    }

    private static string? Child(string code, string parent) =>
        IsOrBelow(code, parent) && code.Length > parent.Length + 1 ? code[(parent.Length + 1)..] : null;
}
