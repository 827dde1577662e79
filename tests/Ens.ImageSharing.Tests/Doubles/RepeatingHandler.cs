namespace Ens.ImageSharing.Tests.Doubles;

/// <summary>Sends a message several times, or copies of it, as retry and hedging handlers do. The last response counts.</summary>
internal sealed class RepeatingHandler(int times, Func<HttpRequestMessage, HttpRequestMessage>? copy = null, Action? between = null) : DelegatingHandler
{
    /// <summary>A copy with everything that a message has, the options included if <paramref name="options"/> says so.</summary>
    public static HttpRequestMessage Copy(HttpRequestMessage message, bool options)
    {
        HttpRequestMessage copy = new(message.Method, message.RequestUri) { Content = message.Content, Version = message.Version };
        foreach (KeyValuePair<string, IEnumerable<string>> header in message.Headers)
        {
            copy.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        if (options)
        {
#if NETSTANDARD_ASSET
#pragma warning disable CS0618 // The asset under test is older than the property's successor.
            foreach (KeyValuePair<string, object?> option in message.Properties)
            {
                copy.Properties[option.Key] = option.Value;
            }
#pragma warning restore CS0618
#else
            foreach (KeyValuePair<string, object?> option in message.Options)
            {
                copy.Options.Set(new HttpRequestOptionsKey<object?>(option.Key), option.Value);
            }
#endif
        }

        return copy;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (int pass = 1; pass < times; pass++)
        {
            (await base.SendAsync(copy?.Invoke(request) ?? request, cancellationToken).ConfigureAwait(false)).Dispose();
            between?.Invoke();
        }

        return await base.SendAsync(copy?.Invoke(request) ?? request, cancellationToken).ConfigureAwait(false);
    }
}
