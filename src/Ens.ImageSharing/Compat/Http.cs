namespace Ens.ImageSharing;

/// <summary>What the two targets do differently in HTTP.</summary>
internal static class PlatformHttp
{
#if NET
    /// <summary>A handler that follows no redirect, keeps no cookie and renews its connections, so that a change of the name's addresses is noticed.</summary>
    public static HttpMessageHandler CreateHandler(bool useProxy = true) =>
        new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = useProxy, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
#else
    /// <summary>A handler that follows no redirect and keeps no cookie. This framework sets the lifetime of connections for the whole process only, and that is the application's to do.</summary>
    public static HttpMessageHandler CreateHandler(bool useProxy = true) =>
        new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = useProxy };
#endif

#if !NET
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
    }
#endif
}

#if !NET
/// <summary>Headers one text a name, as newer frameworks give them without looking into the values.</summary>
internal readonly struct HeaderStrings(System.Net.Http.Headers.HttpRequestHeaders headers)
{
    public IEnumerator<KeyValuePair<string, HeaderStringValues>> GetEnumerator() =>
        headers.Select(header => new KeyValuePair<string, HeaderStringValues>(header.Key, new HeaderStringValues(header.Value))).GetEnumerator();

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
    public override string ToString() => string.Join(", ", values);
}
#endif
