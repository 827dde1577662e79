using Ens.ImageSharing.Signing;

namespace Ens.ImageSharing.Wire;

/// <summary>One call of DescribeImageSharePermission: its parameters, and their form in the URL.</summary>
/// <remarks>The account is digits of any number, because the filter is a text on the wire.</remarks>
internal readonly struct PageQuery(string imageId, int? pageNumber, int? pageSize, string? aliyunId) : IOperation<ImageSharePage>
{
    /// <summary>What the service takes for a page size that is not sent.</summary>
    public const int DefaultPageSize = 10;

    public string ImageId { get; } = imageId;

    public int? PageNumber { get; } = pageNumber;

    public int? PageSize { get; } = pageSize;

    public string? AliyunId { get; } = aliyunId;

    public string Action => "DescribeImageSharePermission";

    public string Version => "2017-11-10";

    public string Permission => "ens:DescribeImageSharePermission on resource *";

    public string Subject => FormattableString.Invariant($"page {PageNumber ?? 1}");

    int? IOperation<ImageSharePage>.PageNumber => PageNumber ?? 1;

    // Without any content the socket handler would send a request again by itself, nonce and all, when a connection closes on it.
    public HttpContent CreateContent() => new ByteArrayContent([]);

    public ImageSharePage? Read(ReadOnlySpan<byte> body, string? requestId) => PageReader.Read(body, this, requestId);

    /// <summary>The encoded query, in the order of the official client and without <c>?</c>.</summary>
    public string ToQueryString()
    {
        Utf8Buffer text = new(stackalloc byte[512]);
        text.Append("ImageId="u8);
        text.AppendPercentEncoded(ImageId.AsSpan());
        Append(ref text, "&PageNumber="u8, PageNumber);
        Append(ref text, "&PageSize="u8, PageSize);
        if (AliyunId is not null)
        {
            text.Append("&AliyunId="u8);
            text.Append(AliyunId.AsSpan());
        }

        string query = text.ToString();
        text.Dispose();
        return query;
    }

    private static void Append(ref Utf8Buffer text, ReadOnlySpan<byte> name, int? value)
    {
        if (value is { } number)
        {
            text.Append(name);
            Span<byte> digits = stackalloc byte[11];
            System.Buffers.Text.Utf8Formatter.TryFormat(number, digits, out int written);
            text.Append(digits[..written]);
        }
    }
}
