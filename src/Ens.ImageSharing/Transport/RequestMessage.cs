using System.Globalization;
using System.Text;
using Ens.ImageSharing.Wire;

namespace Ens.ImageSharing.Transport;

/// <summary>How a request message is made, and how it is copied: what is done to the copy does not show on the original.</summary>
internal static class RequestMessage
{
    /// <summary>The message of one attempt, before it is signed.</summary>
    /// <param name="address">The endpoint, up to its <c>?</c>.</param>
    /// <param name="userAgent">How the client identifies itself.</param>
    /// <param name="operation">What is requested.</param>
    /// <param name="progress">The attempt, which travels with the message.</param>
    /// <param name="isOurs">Whether no handler but the platform's own and this library's takes part.</param>
    public static HttpRequestMessage Create(
        string address, string userAgent, IOperation<object> operation, AttemptProgress progress, bool isOurs)
    {
        string? form = operation.ToForm();
        HttpRequestMessage request = new(HttpMethod.Post, new Uri(address + operation.ToQueryString()))
        {
            Content = form is not null ? new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded")
                : isOurs ? new UnsentContent()
                : NoContent(),
        };
        progress.AttachTo(request);
        request.Headers.TryAddWithoutValidation(AcsHeaders.Action, operation.Facts.Action);
        request.Headers.TryAddWithoutValidation(AcsHeaders.Version, operation.Facts.Version);
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", userAgent);
        if (progress.Retries > 0)
        {
            request.Headers.TryAddWithoutValidation(AcsHeaders.RetryAttempts, progress.Retries.ToString(CultureInfo.InvariantCulture));
            request.Headers.TryAddWithoutValidation(
                AcsHeaders.RetryDelay, ((long)progress.Delay.TotalMilliseconds).ToString(CultureInfo.InvariantCulture));
        }

        return request;
    }

    /// <summary>A message with the same line, headers, content and options but ours, which handlers below have no use for.</summary>
    public static HttpRequestMessage Copy(HttpRequestMessage original)
    {
#pragma warning disable CA2000 // No content has anything to dispose.
        HttpRequestMessage copy = new(original.Method, original.RequestUri)
        {
            Version = original.Version,
            Content = original.Content ?? NoContent(),
        };
#pragma warning restore CA2000
        PlatformHttp.CopyOptions<AttemptProgress>(original, copy);
        foreach (var header in original.Headers.NonValidated)
        {
            foreach (string value in header.Value)
            {
                copy.Headers.TryAddWithoutValidation(header.Key, value);
            }
        }

        return copy;
    }

    /// <summary>
    /// Without any content the socket handler would repeat a request by itself, nonce and all, when a connection closes on it.
    /// </summary>
    private static ByteArrayContent NoContent() => new([]);
}
