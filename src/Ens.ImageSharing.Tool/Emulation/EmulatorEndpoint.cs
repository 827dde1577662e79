using Ens.ImageSharing.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Ens.ImageSharing.Tool.Emulation;

/// <summary>Passes requests from the socket to the emulator, and its answers back, byte for byte.</summary>
internal sealed class EmulatorEndpoint(EnsEmulator emulator, TimeSpan delay) : IDisposable
{
    private readonly HttpMessageInvoker _emulator = new(emulator, disposeHandler: false);

    public async Task AnswerAsync(HttpContext context)
    {
        try
        {
            await Task.Delay(delay, TimeProvider.System, context.RequestAborted).ConfigureAwait(false);
            using HttpRequestMessage? request = await ReadAsync(context).ConfigureAwait(false);
            if (request is null)
            {
                context.Response.StatusCode = StatusCodes.Status400BadRequest;
                return;
            }

            using HttpResponseMessage response = await _emulator.SendAsync(request, context.RequestAborted).ConfigureAwait(false);
            await WriteAsync(response, context).ConfigureAwait(false);
        }
        catch (BadHttpRequestException exception)
        {
            context.Response.StatusCode = exception.StatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            // A fault of the emulator: the connection breaks, before the answer or in the middle of it.
            await context.Response.Body.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            context.Abort();
        }
    }

    public void Dispose() => _emulator.Dispose();

    private static async Task<HttpRequestMessage?> ReadAsync(HttpContext context)
    {
        // The target as it was sent: decoded and encoded again, it would no longer be what was signed.
        string? target = OriginForm(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        if (target is null || !Uri.TryCreate("http://localhost" + target, UriKind.Absolute, out Uri? address))
        {
            return null;
        }

        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted).ConfigureAwait(false);
        HttpRequestMessage request = new(new HttpMethod(context.Request.Method), address)
        {
            Content = new ByteArrayContent(body.ToArray()),
        };
        foreach (var header in context.Request.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(header.Key, [.. header.Value]))
            {
                request.Content.Headers.TryAddWithoutValidation(header.Key, [.. header.Value]);
            }
        }

        return request;
    }

    /// <summary>
    /// The path and the query of a target, also of one for a proxy, which begins with the scheme and the host; <see langword="null"/>
    /// if it has none.
    /// </summary>
    private static string? OriginForm(string target)
    {
        if (target.StartsWith('/'))
        {
            return target;
        }

        int authority = target.IndexOf("://", StringComparison.Ordinal);
        if (authority < 0)
        {
            return null;
        }

        int end = target.IndexOfAny(['/', '?'], authority + 3);
        string rest = end < 0 ? "" : target[end..];
        return rest.StartsWith('/') ? rest : "/" + rest;
    }

    private static async Task WriteAsync(HttpResponseMessage response, HttpContext context)
    {
        context.Response.StatusCode = (int)response.StatusCode;
        foreach (KeyValuePair<string, IEnumerable<string>> header in response.Headers.Concat(response.Content.Headers))
        {
            context.Response.Headers[header.Key] = header.Value.ToArray();
        }

        context.Response.ContentLength = response.Content.Headers.ContentLength;
        await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted).ConfigureAwait(false);
    }
}
