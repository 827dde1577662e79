namespace Ens.ImageSharing.Tests.Doubles;

/// <summary>A request message as it was at one moment: handlers may change it later.</summary>
internal sealed record SentRequest(string Method, Uri Address, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string? Header(string name) => Headers.TryGetValue(name, out string? value) ? value : null;

    public override string ToString() => $"{Method} {Address}\n{string.Join("\n", Headers.Select(header => $"{header.Key}: {header.Value}"))}\n\n{Body}";

    public static async Task<SentRequest> OfAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        IEnumerable<KeyValuePair<string, IEnumerable<string>>> headers = [.. message.Headers, .. message.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>()];
        return new SentRequest(
            message.Method.Method,
            message.RequestUri!,
            headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase),
            message.Content is null ? "" : await message.Content.ReadAsStringAsync(cancellationToken));
    }
}
