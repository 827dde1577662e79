using System.Net.Sockets;
using System.Security.Authentication;
using Ens.ImageSharing.Errors;

namespace Ens.ImageSharing.Transport;

/// <summary>What it means that a request failed without a response, or that the response broke off.</summary>
internal static class TransportFailure
{
    /// <summary>The failure as the caller gets it, and what may help. An error that already says what happened stays as it is.</summary>
    public static (Exception Failure, Recovery Recovery) Of(Exception failure, Uri endpoint) => failure switch
    {
        EnsException or KeyUnchangedException => (failure, Recovery.None),

        // The platform leaves the reason to the inner exception. Somebody else under the service's name does not pass, and trying again
        // does not make it safer.
        HttpRequestException { InnerException: { } reason } when reason is AuthenticationException
            || failure.Message.EndsWith("see inner exception.", StringComparison.Ordinal) => (
            new HttpRequestException($"The TLS connection to {endpoint.Authority} could not be established: {reason.Message}", failure),
            reason is AuthenticationException ? Recovery.None : Recovery.Wait),

        // Refused, reset, broken off, not resolved.
        HttpRequestException => (failure, Recovery.Wait),
        OperationCanceledException => (
            new HttpRequestException("A message handler below the client canceled the request.", failure), Recovery.Wait),
        IOException or SocketException or TimeoutException or InvalidDataException => (
            new HttpRequestException($"The request failed in a message handler: {failure.Message}", failure), Recovery.Wait),

        // A mistake in a handler of the host.
        _ => (new HttpRequestException($"The request failed in a message handler: {failure.Message}", failure), Recovery.None),
    };

    /// <summary>Whether the other side is somebody else, which does not pass.</summary>
    public static bool IsUntrusted(Exception failure) => IsCausedBy<AuthenticationException>(failure);

    /// <summary>Whether the failure or one of its causes is of a kind.</summary>
    public static bool IsCausedBy<TCause>(Exception failure)
        where TCause : Exception
    {
        Exception? cause = failure;
        while (cause is not (null or TCause))
        {
            cause = cause.InnerException;
        }

        return cause is not null;
    }

    /// <summary>A response that broke off.</summary>
    public static HttpRequestException BrokenOff(HttpResponseMessage response, string? requestId, int bytes, Exception cause)
    {
        string id = requestId is null ? "" : ", request ID " + requestId;
        HttpRequestException failure = PlatformHttp.Failure(
            FormattableString.Invariant($"The response broke off after {bytes} bytes (HTTP {(int)response.StatusCode}{id}): ")
                + cause.Message,
            cause,
            response.StatusCode);
        failure.Data[nameof(EnsException.RequestId)] = requestId;
        return failure;
    }
}
