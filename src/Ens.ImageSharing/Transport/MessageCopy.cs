namespace Ens.ImageSharing.Transport;

/// <summary>Copies a request message, so that what is done to the copy does not show on the original.</summary>
internal static class MessageCopy
{
    /// <summary>A message with the same line, headers, options and content.</summary>
    public static HttpRequestMessage Of(HttpRequestMessage original)
    {
        HttpRequestMessage copy = new(original.Method, original.RequestUri) { Version = original.Version, Content = original.Content };
        PlatformHttp.CopyOptions(original, copy);
        foreach (var header in original.Headers.NonValidated)
        {
            foreach (string value in header.Value)
            {
                copy.Headers.TryAddWithoutValidation(header.Key, value);
            }
        }

        return copy;
    }
}
