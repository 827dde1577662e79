using System.Net;

namespace Ens.ImageSharing.Compat;

/// <summary>What the two targets do differently in HTTP.</summary>
internal static class PlatformHttp
{
    /// <summary>How long a connection is used before a new one is opened, so that a change of the name's addresses is noticed.</summary>
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

#if NET
    /// <summary>A handler that follows no redirect, keeps no cookie and renews its connections.</summary>
    public static HttpMessageHandler CreateHandler(bool useProxy) => new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = useProxy,
        PooledConnectionLifetime = ConnectionLifetime,
    };

    /// <summary>Whether the handler asks for the content of a request, even an empty one, but not before there is a connection.</summary>
    public static bool AsksForContent => true;

    public static bool FollowsRedirects(HttpMessageHandler handler) =>
        handler is SocketsHttpHandler { AllowAutoRedirect: true } or HttpClientHandler { AllowAutoRedirect: true };

    public static bool UsesSystemProxy(HttpMessageHandler handler) =>
        handler is SocketsHttpHandler { UseProxy: true, Proxy: null } or HttpClientHandler { UseProxy: true, Proxy: null };

    public static void TurnOffProxy(HttpMessageHandler handler)
    {
        if (handler is SocketsHttpHandler sockets)
        {
            sockets.UseProxy = false;
        }
        else
        {
            ((HttpClientHandler)handler).UseProxy = false;
        }
    }

    public static void TurnOffRedirects(HttpMessageHandler handler)
    {
        if (handler is SocketsHttpHandler sockets)
        {
            sockets.AllowAutoRedirect = false;
        }
        else
        {
            ((HttpClientHandler)handler).AllowAutoRedirect = false;
        }
    }

    public static HttpRequestException Failure(string message, Exception cause, HttpStatusCode status) => new(message, cause, status);

    /// <summary>A failure of the same kind with other texts.</summary>
    public static HttpRequestException Failure(string message, Exception? cause, HttpRequestException original) =>
        new(original.HttpRequestError, message, cause, original.StatusCode);

    /// <summary>Whether there was no connection, so that nothing was sent.</summary>
    public static bool IsConnectFailure(Exception failure) => failure is HttpRequestException
    {
        HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError,
    };

    public static T? GetOption<T>(HttpRequestMessage message)
        where T : class =>
        message.Options.TryGetValue(new HttpRequestOptionsKey<T>(typeof(T).FullName!), out T? value) ? value : null;

    public static void SetOption<T>(HttpRequestMessage message, T value)
        where T : class =>
        message.Options.Set(new HttpRequestOptionsKey<T>(typeof(T).FullName!), value);

    public static void CopyOptions<TExcept>(HttpRequestMessage source, HttpRequestMessage target)
    {
        target.VersionPolicy = source.VersionPolicy;
        foreach (KeyValuePair<string, object?> option in source.Options)
        {
            if (option.Value is not TExcept)
            {
                target.Options.Set(new HttpRequestOptionsKey<object?>(option.Key), option.Value);
            }
        }
    }
#else
    /// <summary>A handler that follows no redirect, keeps no cookie and, where the runtime can, renews its connections.</summary>
    public static HttpMessageHandler CreateHandler(bool useProxy) => ModernHandler.Create(useProxy, ConnectionLifetime)
        ?? new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = useProxy };

    /// <summary>Whether the handler asks for the content of a request, even an empty one, but not before there is a connection.</summary>
    public static bool AsksForContent => ModernHandler.IsThere;

    public static bool FollowsRedirects(HttpMessageHandler handler) =>
        handler is HttpClientHandler { AllowAutoRedirect: true } || ModernHandler.Get(handler, "AllowAutoRedirect") is true;

    public static bool UsesSystemProxy(HttpMessageHandler handler) => handler is HttpClientHandler { UseProxy: true, Proxy: null }
        || (ModernHandler.Get(handler, "UseProxy") is true && ModernHandler.Get(handler, "Proxy") is null);

    public static void TurnOffProxy(HttpMessageHandler handler)
    {
        if (handler is HttpClientHandler client)
        {
            client.UseProxy = false;
        }
        else
        {
            ModernHandler.Set(handler, "UseProxy", false);
        }
    }

    public static void TurnOffRedirects(HttpMessageHandler handler)
    {
        if (handler is HttpClientHandler client)
        {
            client.AllowAutoRedirect = false;
        }
        else
        {
            ModernHandler.Set(handler, "AllowAutoRedirect", false);
        }
    }

    /// <summary>Whether there was no connection, so that nothing was sent.</summary>
    public static bool IsConnectFailure(Exception failure) => failure is System.Security.Authentication.AuthenticationException;

    public static HttpRequestException Failure(string message, Exception cause, HttpStatusCode status) =>
        new(message, cause) { Data = { ["StatusCode"] = (int)status } };

    /// <summary>A failure of the same kind with other texts.</summary>
    public static HttpRequestException Failure(string message, Exception? cause, HttpRequestException original) =>
        new(message, cause) { Data = { ["StatusCode"] = original.Data["StatusCode"] as int? } };

    public static T? GetOption<T>(HttpRequestMessage message)
        where T : class =>
        message.Properties.TryGetValue(typeof(T).FullName!, out object? value) ? value as T : null;

    public static void SetOption<T>(HttpRequestMessage message, T value)
        where T : class =>
        message.Properties[typeof(T).FullName!] = value;

    public static void CopyOptions<TExcept>(HttpRequestMessage source, HttpRequestMessage target)
    {
        foreach (KeyValuePair<string, object> option in source.Properties)
        {
            if (option.Value is not TExcept)
            {
                target.Properties[option.Key] = option.Value;
            }
        }
    }

    extension(Stream stream)
    {
        public Task<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
        {
            System.Runtime.InteropServices.MemoryMarshal.TryGetArray((ReadOnlyMemory<byte>)buffer, out ArraySegment<byte> array);
            return stream.ReadAsync(array.Array!, array.Offset, array.Count, cancellationToken);
        }
    }

    extension(System.Net.Http.Headers.HttpRequestHeaders headers)
    {
        public HeaderStrings NonValidated => new(headers);
    }

    extension(HttpContent content)
    {
        public Task<Stream> ReadAsStreamAsync(CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return content.ReadAsStreamAsync();
        }

        public Task<byte[]> ReadAsByteArrayAsync(CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return content.ReadAsByteArrayAsync();
        }
    }
#endif
}

#if !NET
/// <summary>
/// The handler of newer runtimes, which this target cannot name although it may run on one: it renews connections without a process-wide
/// setting.
/// </summary>
internal static class ModernHandler
{
    private static readonly Type? Handler = Type.GetType("System.Net.Http.SocketsHttpHandler, System.Net.Http", throwOnError: false);

    public static bool IsThere => Handler is not null;

    /// <summary>A new handler; <see langword="null"/> on .NET Framework, where connections live as the process is set up.</summary>
    public static HttpMessageHandler? Create(bool useProxy, TimeSpan connectionLifetime)
    {
        if (Handler is null || Activator.CreateInstance(Handler) is not HttpMessageHandler handler)
        {
            return null;
        }

        Set(handler, "AllowAutoRedirect", false);
        Set(handler, "UseCookies", false);
        Set(handler, "UseProxy", useProxy);
        Set(handler, "PooledConnectionLifetime", connectionLifetime);
        return handler;
    }

    public static object? Get(HttpMessageHandler handler, string property) =>
        Handler?.IsInstanceOfType(handler) == true ? Handler.GetProperty(property)?.GetValue(handler) : null;

    public static void Set(HttpMessageHandler handler, string property, object value)
    {
        try
        {
            Handler?.GetProperty(property)?.SetValue(handler, value);
        }
        catch (System.Reflection.TargetInvocationException exception) when (exception.InnerException is InvalidOperationException inner)
        {
            throw new InvalidOperationException(inner.Message, exception);
        }
    }
}

/// <summary>Headers with one text per name, as newer frameworks provide them without parsing.</summary>
internal readonly struct HeaderStrings(System.Net.Http.Headers.HttpRequestHeaders headers)
{
    public IEnumerator<KeyValuePair<string, HeaderStringValues>> GetEnumerator() =>
        headers
            .Select(header => new KeyValuePair<string, HeaderStringValues>(header.Key, new HeaderStringValues(header.Value)))
            .GetEnumerator();

    public bool TryGetValues(string name, out HeaderStringValues values)
    {
        bool found = headers.TryGetValues(name, out IEnumerable<string>? texts);
        values = new HeaderStringValues(texts ?? []);
        return found;
    }
}

/// <summary>The values of one header.</summary>
internal readonly struct HeaderStringValues(IEnumerable<string> values)
{
    public IEnumerator<string> GetEnumerator() => values.GetEnumerator();

    public override string ToString() => string.Join(", ", values);
}
#endif
