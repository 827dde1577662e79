namespace Ens.ImageSharing.Signing;

/// <summary>What the ROA signature signs: the request line and its headers. A header that is not sent is an empty text.</summary>
/// <remarks>The headers are all <c>x-acs-*</c>, sorted by <see cref="HeaderField.Sort"/>, no name twice.</remarks>
internal readonly ref struct RoaRequest(
    ReadOnlySpan<char> method, ReadOnlySpan<char> path, ReadOnlySpan<char> query, ReadOnlySpan<HeaderField> acsHeaders)
{
    public ReadOnlySpan<char> Method { get; } = method;

    public ReadOnlySpan<char> Path { get; } = path;

    public ReadOnlySpan<char> Query { get; } = query;

    public ReadOnlySpan<HeaderField> AcsHeaders { get; } = acsHeaders;

    public string Accept { get; init; } = "";

    public string ContentMd5 { get; init; } = "";

    public string ContentType { get; init; } = "";

    public string Date { get; init; } = "";
}
