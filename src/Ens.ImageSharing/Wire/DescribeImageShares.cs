using System.Text.Json;
using Ens.ImageSharing.Text;

namespace Ens.ImageSharing.Wire;

/// <summary>
/// One call of DescribeImageSharePermission: its parameters, and its response in every shape that has been seen or documented.
/// </summary>
/// <remarks>An account that cannot be read is an error: leaving it out would falsify the list.</remarks>
internal sealed class DescribeImageShares(DescribeImageSharePermissionRequest request) : IOperation<ImageSharePage>
{
    /// <summary>The page size that the service uses if none is sent.</summary>
    private const int DefaultPageSize = 10;

    private static readonly OperationFacts Constants = new(
        "DescribeImageSharePermission", OperationFacts.EnsVersion, "the RAM permission ens:DescribeImageSharePermission on resource *");

    public OperationFacts Facts => Constants;

    public string Subject => FormattableString.Invariant($"page {PageNumber} of image '{request.ImageId}'");

    public IReadOnlyList<string> Secrets => [];

    private int PageNumber => request.PageNumber ?? 1;

    private int PageSize => request.PageSize ?? DefaultPageSize;

    /// <summary>In the order of the official client.</summary>
    public string ToQueryString()
    {
        Utf8Buffer query = new(stackalloc byte[512]);
        query.AppendParameter("ImageId"u8, request.ImageId);
        query.AppendParameter("PageNumber"u8, request.PageNumber);
        query.AppendParameter("PageSize"u8, request.PageSize);
        query.AppendParameter("AliyunId"u8, request.AliyunUid);
        string text = query.ToString();
        query.Dispose();
        return text;
    }

    public string? ToForm() => null;

    public ImageSharePage? Read(ReadOnlySpan<byte> body, string? requestId)
    {
        ResponseReader reader = new(body);
        PageFigures figures = default;
        string? imageId = null;
        const int ShortestAccount = 24;
        // Stryker disable once Arithmetic: the list grows where it has too little room.
        List<SharedAccount> accounts = new(Math.Min(PageSize, body.Length / ShortestAccount));
        bool anyAccounts = false;
        while (reader.NextMember())
        {
            if (figures.Read(ref reader))
            {
                continue;
            }

            if (reader.Take("ImageId"u8))
            {
                imageId = reader.ReadText();
            }
            else if (reader.Take("Accounts"u8))
            {
                anyAccounts = true;
                reader.ReadWrappedList("Account"u8, accounts, ReadAccount, "AliyunUid"u8, "AliyunId"u8);
            }
            else if (!reader.SkipOther())
            {
                return null;
            }
        }

        reader.End();
        if (!anyAccounts && figures.Total != 0)
        {
            throw new ResponseFormatException("It has neither a list of accounts nor a total of 0.");
        }

        return new ImageSharePage
        {
            ImageId = imageId ?? request.ImageId,
            PageNumber = figures.PageNumber ?? PageNumber,
            PageSize = figures.PageSize ?? PageSize,
            TotalCount = figures.Total,
            RequestId = figures.RequestId ?? requestId,
            Accounts = accounts,
        };
    }

    /// <summary>One account: an ID, or an object with an ID under either of its two names.</summary>
    private static SharedAccount ReadAccount(ref ResponseReader reader)
    {
        if (reader.Token != JsonTokenType.StartObject)
        {
            return new SharedAccount(reader.ReadId() ?? throw new ResponseFormatException("An account is null."));
        }

        string? uid = null, id = null;
        while (reader.NextMember())
        {
            if (reader.Take("AliyunUid"u8))
            {
                uid = reader.ReadId();
            }
            else if (reader.Take("AliyunId"u8))
            {
                id = reader.ReadId();
            }
            else
            {
                reader.Skip();
            }
        }

        return new SharedAccount(uid ?? id ?? throw new ResponseFormatException("An account has no ID."));
    }
}
