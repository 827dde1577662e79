namespace Ens.ImageSharing.Transport;

/// <summary>Redirects are never followed: a request carries a session token, which must not reach another host.</summary>
internal static class Redirects
{
    /// <summary>Turns redirects off in the handlers that would follow them.</summary>
    /// <exception cref="ArgumentException">
    /// A handler that follows redirects is in use already, so that it can no longer be changed.
    /// </exception>
    public static HttpMessageHandler TurnOff(HttpMessageHandler transport)
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

        return transport;
    }
}
