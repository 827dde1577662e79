using System.Globalization;
using System.Text.Json;

namespace Ens.ImageSharing.Wire;

/// <summary>How an image of a response is read.</summary>
/// <remarks>An image whose ID cannot be read is an error: leaving it out would hide it from every audit.</remarks>
internal static class ImageReading
{
    private static readonly string[] TimeFormats =
        ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd"];

    public static EnsImage Read(ref ResponseReader reader)
    {
        EnsImage image = new("");
        List<EnsDiskDeviceMapping?> disks = [];
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
            ? image with { DiskDeviceMappings = [.. disks.OfType<EnsDiskDeviceMapping>()] }
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

    /// <summary>A disk that cannot be read is left out; it decides nothing.</summary>
    private static EnsDiskDeviceMapping? ReadDisk(ref ResponseReader reader)
    {
        if (reader.Token != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }

        EnsDiskDeviceMapping disk = new();
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
