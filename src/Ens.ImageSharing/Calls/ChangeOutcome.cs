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
    /// <summary>Whether the service says that it refused the change for a reason that another attempt may remove.</summary>
    public static bool IsRefused(Exception failure) =>
        failure is EnsException { Recovery: Recovery.Slow or Recovery.SignAgain or Recovery.CorrectClock or Recovery.AnotherKey };

    /// <summary>Whether the change was certainly not made: it was refused, refused for good, or never sent.</summary>
    public static bool IsKnownNotMade(Exception? failure) => failure switch
    {
        // Made, and known to be.
        null => true,
        _ when IsRefused(failure) => true,
        KeyUnchangedException or EnsAuthenticationException { StatusCode: null } => true,
        EnsException { ErrorCode: { } code, StatusCode: { } status } =>
            (int)status < 500 && status != HttpStatusCode.RequestTimeout && !IsTrouble(code),
        HttpRequestException => IsNotConnected(failure),
        _ => false,
    };

    /// <summary>Codes of a service that failed while it worked.</summary>
    private static bool IsTrouble(string code) =>
        ErrorCode.IsOrBelow(code, EnsErrorCodes.EnsInterfaceError)
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
