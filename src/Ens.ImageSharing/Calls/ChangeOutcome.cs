using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Ens.ImageSharing.Errors;
using Ens.ImageSharing.Transport;

namespace Ens.ImageSharing.Calls;

/// <summary>
/// What a failed attempt at a change says about the change. Only what the service has certainly not done may be sent again.
/// </summary>
internal static class ChangeOutcome
{
    /// <summary>
    /// Whether the service says, with a code, that it refused the change for a reason that another attempt may remove.
    /// </summary>
    public static bool IsRefused(Exception failure) =>
        failure is EnsException
        {
            ErrorCode: not null, Recovery: Recovery.Slow or Recovery.SignAgain or Recovery.CorrectClock or Recovery.AnotherKey,
        };

    /// <summary>Whether the change was certainly not made: it was refused, refused for good, or never sent.</summary>
    public static bool IsKnownNotMade(Exception failure) => failure switch
    {
        _ when IsRefused(failure) => true,
        KeyUnchangedException or EnsAuthenticationException { StatusCode: null } => true,
        EnsException { ErrorCode: { } code, StatusCode: { } status } =>
            (int)status < 500 && status != HttpStatusCode.RequestTimeout && !IsTrouble(code),
        HttpRequestException => IsNotConnected(failure),
        _ => false,
    };

    /// <summary>
    /// Whether a request other than the one that the failure of the attempt tells of may have made the change: a handler of the host may
    /// have sent several.
    /// </summary>
    public static bool MayBeMadeBefore(AttemptProgress attempt) =>
        attempt.Requests.Any(request => request != attempt.AnsweredRequest && MayBeMade(request));

    private static bool MayBeMade(SignedRequest request) => request switch
    {
        { MayHaveLeft: false } => false,
        { Response.StatusCode: var status } => (int)status is < 300 or >= 500 || status == HttpStatusCode.RequestTimeout,
        { Failure: { } failure } => !IsNotConnected(failure),
        _ => true,
    };

    /// <summary>Codes of a service that failed while it worked, or a status in the body that refuses nothing.</summary>
    private static bool IsTrouble(string code) =>
        (int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out int status) && status is < 400 or >= 500 or 408)
        || ErrorCode.IsOrBelow(code, EnsErrorCodes.EnsInterfaceError)
        || ErrorCode.IsOrBelow(code, EnsErrorCodes.CallInterface)
        || ErrorCode.IsOrBelow(code, EnsErrorCodes.InternalError)
        || ErrorCode.IsOrBelow(code, EnsErrorCodes.ServiceUnavailable)
        || ErrorCode.IsOrBelow(code, EnsErrorCodes.UnknownError);

    /// <summary>An I/O failure is one of a connection that there was, whatever the socket says below it.</summary>
    private static bool IsNotConnected(Exception failure)
    {
        for (Exception? cause = failure; cause is not (null or IOException); cause = cause.InnerException)
        {
            if (PlatformHttp.IsConnectFailure(cause) || cause is SocketException
                {
                    SocketErrorCode: SocketError.ConnectionRefused or SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData
                        or SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostDown or SocketError.NetworkDown,
                })
            {
                return true;
            }
        }

        return false;
    }
}
