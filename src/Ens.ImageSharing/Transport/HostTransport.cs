namespace Ens.ImageSharing.Transport;

/// <summary>
/// What holds for a transport of the host, too: a request carries a session token, which must not reach another host. So redirects are
/// never followed, and what stays on this machine does not go through the system's proxy.
/// </summary>
internal static class HostTransport
{
    /// <summary>Turns off in the innermost handler what would lead to another host.</summary>
    /// <param name="transport">The transport.</param>
    /// <param name="isLocal">Whether the requests stay on this machine.</param>
    /// <exception cref="ArgumentException">
    /// A handler that follows redirects is in use already, so that it can no longer be changed.
    /// </exception>
    public static HttpMessageHandler Secure(HttpMessageHandler transport, bool isLocal)
    {
        HttpMessageHandler? handler = transport;
        while (handler is DelegatingHandler { InnerHandler: { } inner })
        {
            handler = inner;
        }

        try
        {
            if (PlatformHttp.FollowsRedirects(handler))
            {
                PlatformHttp.TurnOffRedirects(handler);
            }
        }
        catch (InvalidOperationException exception)
        {
            throw new ArgumentException(
                "The transport follows redirects and is already in use. Set its AllowAutoRedirect to false: "
                + "a redirect would carry the session token to another host.",
                nameof(transport),
                exception);
        }

        if (isLocal)
        {
            TurnOffProxy(handler);
        }

        return transport;
    }

    /// <summary>A proxy that the host has chosen for this handler stays, and so does a handler that is in use already.</summary>
    private static void TurnOffProxy(HttpMessageHandler handler)
    {
        try
        {
            if (PlatformHttp.UsesSystemProxy(handler))
            {
                PlatformHttp.TurnOffProxy(handler);
            }
        }
        catch (InvalidOperationException)
        {
        }
    }
}
