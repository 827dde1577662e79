using System.Security.Authentication;

namespace Ens.ImageSharing.Resilience;

/// <summary>What may help after a failed attempt. For the service's own errors that is the table of error codes; here are the others.</summary>
internal static class FailureClassifier
{
    public static Recovery Of(Exception failure) => failure switch
    {
        // The service answered: its code and status decide.
        EnsException { Details: { } details } => details.Recovery,

        // Somebody else answers under the service's name; that does not pass, and trying again does not make it safer.
        HttpRequestException { InnerException: AuthenticationException } => Recovery.None,

        // Refused, reset, broken off, not resolved: the operation only reads, so that asking again does no harm.
        HttpRequestException => Recovery.Wait,

        // One attempt took too long.
        TimeoutException => Recovery.Wait,

        // No key, or a mistake in a handler of the host's.
        _ => Recovery.None,
    };
}
