using Ens.ImageSharing.Testing;
using Microsoft.AspNetCore.Http.Features;

/// <summary>Hands requests from the socket to the emulator and its answers back, byte for byte.</summary>
internal sealed class EmulatorEndpoint(EnsEmulator emulator, TimeSpan delay) : IDisposable
{
    private readonly HttpMessageInvoker _emulator = new(emulator, disposeHandler: false);

    public async Task AnswerAsync(HttpContext context)
    {
        try
        {
            await Task.Delay(delay, context.RequestAborted);
            using HttpRequestMessage request = await ReadAsync(context);
            using HttpResponseMessage response = await _emulator.SendAsync(request, context.RequestAborted);
            context.Response.StatusCode = (int)response.StatusCode;
            foreach (KeyValuePair<string, IEnumerable<string>> header in response.Headers.Concat(response.Content.Headers))
            {
                context.Response.Headers[header.Key] = header.Value.ToArray();
            }

            context.Response.ContentLength = response.Content.Headers.ContentLength;
            await using Stream body = await response.Content.ReadAsStreamAsync(context.RequestAborted);
            await body.CopyToAsync(context.Response.Body, context.RequestAborted);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            // A fault of the emulator's: the connection breaks, before the answer or in the middle of it.
            await context.Response.Body.FlushAsync(CancellationToken.None);
            context.Abort();
        }
    }

    public void Dispose() => _emulator.Dispose();

    private static async Task<HttpRequestMessage> ReadAsync(HttpContext context)
    {
        // The target as it was sent: decoded and encoded again it would no longer be what was signed.
        string target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        HttpRequestMessage request = new(new HttpMethod(context.Request.Method), new Uri($"http://{context.Request.Host}{target}")) { Content = new ByteArrayContent(body.ToArray()) };
        foreach (var header in context.Request.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(header.Key, [.. header.Value]))
            {
                request.Content.Headers.TryAddWithoutValidation(header.Key, [.. header.Value]);
            }
        }

        return request;
    }
}
