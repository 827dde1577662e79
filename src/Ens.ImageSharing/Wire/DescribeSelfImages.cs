using Ens.ImageSharing.Text;

namespace Ens.ImageSharing.Wire;

/// <summary>One call of DescribeSelfImages: its parameters, and its response in every shape that has been seen or documented.</summary>
internal sealed class DescribeSelfImages(DescribeSelfImagesRequest request) : IOperation<EnsImagePage>
{
    /// <summary>The page size that the service uses if none is sent.</summary>
    private const int DefaultPageSize = 10;

    private static readonly OperationFacts Constants = new(
        "DescribeSelfImages", OperationFacts.EnsVersion, "the RAM permission ens:DescribeSelfImages on resource *");

    public OperationFacts Facts => Constants;

    public string Subject => FormattableString.Invariant($"page {PageNumber} of the images");

    public IReadOnlyList<string> Secrets => [];

    private int PageNumber => request.PageNumber ?? 1;

    public string ToQueryString()
    {
        Utf8Buffer query = new(stackalloc byte[512]);
        query.AppendParameter("PageNumber"u8, request.PageNumber);
        query.AppendParameter("PageSize"u8, request.PageSize);
        query.AppendParameter("ImageId"u8, request.ImageId);
        query.AppendParameter("ImageName"u8, request.ImageName);
        query.AppendParameter("SnapshotId"u8, request.SnapshotId);
        string text = query.ToString();
        query.Dispose();
        return text;
    }

    public string? ToForm() => null;

    public EnsImagePage? Read(ReadOnlySpan<byte> body, string? requestId)
    {
        ResponseReader reader = new(body);
        PageFigures figures = default;
        List<EnsImage> images = [];
        bool anyImages = false;
        while (reader.NextMember())
        {
            if (figures.Read(ref reader))
            {
                continue;
            }

            if (reader.Take("Images"u8))
            {
                anyImages = true;
                reader.ReadWrappedList("Image"u8, images, ImageReading.Read, "ImageId"u8);
            }
            else if (!reader.SkipOther())
            {
                return null;
            }
        }

        reader.End();
        if (!anyImages && figures.Total != 0)
        {
            throw new ResponseFormatException("It has neither a list of images nor a total of 0.");
        }

        return new EnsImagePage
        {
            Images = images,
            PageNumber = figures.PageNumber ?? PageNumber,
            PageSize = figures.PageSize ?? request.PageSize ?? DefaultPageSize,
            TotalCount = figures.Total,
            RequestId = figures.RequestId ?? requestId,
        };
    }
}
