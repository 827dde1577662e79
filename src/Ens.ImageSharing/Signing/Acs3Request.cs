namespace Ens.ImageSharing.Signing;

/// <summary>What ACS3-HMAC-SHA256 signs: the request line, the signed headers and the hash of the body.</summary>
/// <remarks>The headers are sorted by <see cref="HeaderField.Sort"/>, no name twice; the query is encoded, without <c>?</c>.</remarks>
internal readonly ref struct Acs3Request(
    ReadOnlySpan<char> method, ReadOnlySpan<char> path, ReadOnlySpan<char> query, ReadOnlySpan<HeaderField> headers, string payloadHash)
{
    public ReadOnlySpan<char> Method { get; } = method;

    public ReadOnlySpan<char> Path { get; } = path;

    public ReadOnlySpan<char> Query { get; } = query;

    public ReadOnlySpan<HeaderField> Headers { get; } = headers;

    public string PayloadHash { get; } = payloadHash;
}
