using System.Globalization;
using Ens.ImageSharing.Text;

namespace Ens.ImageSharing.Wire;

/// <summary>One call of DescribeSelfImages: its parameters, and its response in every shape that has been seen or documented.</summary>
/// <remarks>An image whose ID cannot be read is an error: leaving it out would hide it from every audit.</remarks>
internal sealed class DescribeSelfImages(DescribeSelfImagesRequest request) : IOperation<EnsImagePage>
{
    /// <summary>The page size that the service uses if none is sent.</summary>
    private const int DefaultPageSize = 10;

    private static readonly OperationFacts Constants = new(
        "DescribeSelfImages", OperationFacts.EnsVersion, "the RAM permission ens:DescribeSelfImages on resource *");

    private static readonly string[] TimeFormats =
        ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd"];

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
                reader.ReadWrappedList("Image"u8, images, ReadImage, "ImageId"u8);
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

    private static EnsImage ReadImage(ref ResponseReader reader)
    {
        EnsImage image = new("");
        List<EnsDiskDeviceMapping> disks = [];
        reader.ExpectObject("An image is not an object.");
        while (reader.NextMember())
        {
            if (reader.Take("DiskDeviceMappings"u8))
            {
                reader.ReadWrappedList("DiskDeviceMapping"u8, disks, ReadDisk);
            }
            else
            {
                image = ReadMember(ref reader, image);
            }
        }

        return image.ImageId.Length > 0
            ? image with { DiskDeviceMappings = disks }
            : throw new ResponseFormatException("An image has no ID.");
    }

    private static EnsImage ReadMember(ref ResponseReader reader, EnsImage image) =>
        reader.Take("ImageId"u8) ? image with { ImageId = reader.ReadId() ?? "" }
        : reader.Take("ImageName"u8) ? image with { ImageName = reader.ReadText() }
        : reader.Take("ImageOwnerAlias"u8) ? image with { OwnerAlias = reader.ReadText() }
        : reader.Take("Status"u8) ? image with { Status = reader.ReadText() }
        : reader.Take("RegionId"u8) ? image with { RegionId = reader.ReadText() }
        : reader.Take("CreationTime"u8) ? image with { CreationTime = ReadTime(ref reader) }
        : reader.Take("Architecture"u8) ? image with { Architecture = reader.ReadText() }
        : reader.Take("ComputeType"u8) ? image with { ComputeType = reader.ReadText() }
        : reader.Take("Platform"u8) ? image with { Platform = reader.ReadText() }
        : reader.Take("OsVersion"u8) ? image with { OsVersion = reader.ReadText() }
        : reader.Take("ImageSize"u8) ? image with { ImageSize = reader.ReadInteger() }
        : reader.Take("ImageStorageSize"u8) ? image with { ImageStorageSize = reader.ReadInteger() }
        : reader.Take("InstanceId"u8) ? image with { InstanceId = reader.ReadText() }
        : reader.Take("SnapshotId"u8) ? image with { SnapshotId = reader.ReadText() }
        : Skipped(ref reader, image);

    private static EnsDiskDeviceMapping ReadDisk(ref ResponseReader reader)
    {
        EnsDiskDeviceMapping disk = new();
        reader.ExpectObject("A disk is not an object.");
        while (reader.NextMember())
        {
            disk = reader.Take("Type"u8) ? disk with { Type = reader.ReadText() }
                : reader.Take("Size"u8) ? disk with { Size = reader.ReadInteger() }
                : reader.Take("Format"u8) ? disk with { Format = reader.ReadText() }
                : reader.Take("ImageId"u8) ? disk with { ImageId = reader.ReadText() }
                : Skipped(ref reader, disk);
        }

        return disk;
    }

    private static T Skipped<T>(ref ResponseReader reader, T unchanged)
    {
        reader.Skip();
        return unchanged;
    }

    /// <summary>A time that cannot be read is unknown; it decides nothing. A part of a time is not completed with today's date.</summary>
    private static DateTimeOffset? ReadTime(ref ResponseReader reader) =>
        DateTimeOffset.TryParseExact(
            reader.ReadText(),
            TimeFormats,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out DateTimeOffset time)
            ? time
            : null;
}
