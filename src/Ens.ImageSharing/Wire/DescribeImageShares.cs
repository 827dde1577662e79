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
        List<SharedAccount>? accounts = null;
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
                ReadAccounts(ref reader, ref accounts, body.Length);
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
            Accounts = accounts is null ? [] : accounts,
        };
    }

    /// <summary>Accounts: null, an object that wraps the list, or the list itself.</summary>
    private void ReadAccounts(ref ResponseReader reader, ref List<SharedAccount>? accounts, int bodyLength)
    {
        if (reader.Token != JsonTokenType.StartObject)
        {
            ReadList(ref reader, ref accounts, bodyLength);
            return;
        }

        while (reader.NextMember())
        {
            if (reader.Take("Account"u8))
            {
                ReadList(ref reader, ref accounts, bodyLength);
            }
            else if (reader.Is("AliyunUid"u8) || reader.Is("AliyunId"u8))
            {
                throw new ResponseFormatException("It has an account where a list of accounts is expected.");
            }
            else
            {
                reader.Skip();
            }
        }
    }

    /// <summary>Account: null, a list, or one account without a list around it.</summary>
    private void ReadList(ref ResponseReader reader, ref List<SharedAccount>? accounts, int bodyLength)
    {
        if (reader.IsNothing)
        {
            return;
        }

        const int ShortestAccount = 24;
        // Stryker disable once Arithmetic: the list grows where it has too little room.
        accounts ??= new(Math.Min(PageSize, (bodyLength / ShortestAccount) + 1));
        if (reader.Token != JsonTokenType.StartArray)
        {
            accounts.Add(new SharedAccount(ReadAccount(ref reader)));
            return;
        }

        while (reader.Advance() != JsonTokenType.EndArray)
        {
            accounts.Add(new SharedAccount(ReadAccount(ref reader)));
        }
    }

    /// <summary>One account: an ID, or an object with an ID under either of its two names.</summary>
    private static string ReadAccount(ref ResponseReader reader)
    {
        if (reader.Token != JsonTokenType.StartObject)
        {
            return reader.ReadId() ?? throw new ResponseFormatException("An account is null.");
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

        return uid ?? id ?? throw new ResponseFormatException("An account has no ID.");
    }
}
