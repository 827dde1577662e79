using Ens.ImageSharing.Options;
using Ens.ImageSharing.Transport;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ens.ImageSharing.Tests.Doubles;

/// <summary>A client with message handlers above its signature, as a host sets it up.</summary>
internal static class HandledClient
{
    public static EnsClient Create(
        EnsCredentials credentials, EnsClientOptions options, HttpMessageHandler transport, TimeProvider? time, params DelegatingHandler[] above)
    {
        ServiceClock clock = new(time ?? TimeProvider.System);
        SigningHandler signing = new(credentials, SignatureScheme.Of(options.SignatureVersion), clock, SigningHandler.NewNonce, listener: null)
        {
            InnerHandler = transport,
        };
        HttpMessageHandler outermost = signing;
        foreach (DelegatingHandler handler in above.Reverse())
        {
            handler.InnerHandler = outermost;
            outermost = handler;
        }

        ServiceConnection connection = new(new HttpClient(outermost), signing, options.ResolveEndpoint(), CallLimits.Of(options), clock, null);
        return new EnsClient(connection, credentials, options.PagesInFlight, NullLogger.Instance);
    }
}
