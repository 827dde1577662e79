using System.Globalization;
using Ens.ImageSharing.Testing.Answers;
using Ens.ImageSharing.Testing.Requests;

namespace Ens.ImageSharing.Testing.Operations;

/// <summary>Lists the images that the account can see.</summary>
internal sealed class DescribeSelfImages : IOperation
{
    private const int DefaultPageSize = 10;
    private const int MaxPageSize = 50;

    public string Action => nameof(DescribeSelfImages);

    public EnsEmulatorPermissions Permission => EnsEmulatorPermissions.DescribeSelfImages;

    public Answer Run(OperationCall call)
    {
        ParameterReader parameters = call.Parameters;
        int most = call.Has(EnsEmulatorUnknowns.LargeImagePagesFail) ? MaxPageSize : int.MaxValue;
        int number = parameters.Number("PageNumber", otherwise: 1);
        int asked = parameters.Number("PageSize", DefaultPageSize, most);
        if (parameters.Refusal is { } refusal)
        {
            return Answer.Refuse(refusal);
        }

        int size = Math.Min(Math.Min(asked, MaxPageSize), call.Emulator.PageSizeLimit);
        int echoed = call.Has(EnsEmulatorUnknowns.SmallImagePages) ? asked : size;
        List<EnsImage> images = Filter(call.Images.ToList(), parameters);
        return Answer.Success(Write(call, number, echoed, images.Count, call.Page(images, number, size)));
    }

    /// <summary>The filters for the id and the name find a part of the text; the service documents them as fuzzy.</summary>
    private static List<EnsImage> Filter(List<EnsImage> images, ParameterReader parameters)
    {
        string? imageId = parameters.Optional("ImageId");
        string? imageName = parameters.Optional("ImageName");
        string? snapshotId = parameters.Optional("SnapshotId");
        return images.FindAll(image =>
            (imageId is null || image.ImageId.Contains(imageId, StringComparison.Ordinal))
            && (imageName is null || image.ImageName?.Contains(imageName, StringComparison.Ordinal) == true)
            && (snapshotId is null || image.SnapshotId == snapshotId));
    }

    private static string Write(OperationCall call, int number, int size, int total, EnsImage[] page) =>
        AnswerWriter.Write(call.Emulator.Shape, json =>
        {
            bool quoted = !call.Has(EnsEmulatorShape.NumberFigures);
            json.WriteNumber("Code", 0, quoted: false);
            json.WriteRequestId();
            call.WriteFigures(json, number, size, total, quoted);
            json.WriteList("Images", "Image", page, image => json.WriteObject(members => WriteImage(members, image, quoted)));
        });

    private static void WriteImage(AnswerWriter json, EnsImage image, bool quoted)
    {
        json.WriteText("ImageId", image.ImageId);
        json.WriteText("ImageName", image.ImageName);
        json.WriteText("ImageOwnerAlias", image.OwnerAlias);
        json.WriteText("Status", image.Status);
        json.WriteText("RegionId", image.RegionId);
        json.WriteText("CreationTime", image.CreationTime?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        json.WriteText("Architecture", image.Architecture);
        json.WriteText("ComputeType", image.ComputeType);
        json.WriteText("Platform", image.Platform);
        json.WriteText("OsVersion", image.OsVersion);
        json.WriteNumber("ImageSize", image.ImageSize, quoted);
        json.WriteNumber("ImageStorageSize", image.ImageStorageSize, quoted);
        json.WriteText("InstanceId", image.InstanceId);
        json.WriteText("SnapshotId", image.SnapshotId);
        json.WriteList("DiskDeviceMappings", "DiskDeviceMapping", image.DiskDeviceMappings, disk => json.WriteObject(members =>
        {
            members.WriteText("Type", disk.Type);
            members.WriteNumber("Size", disk.Size, quoted);
            members.WriteText("Format", disk.Format);
            members.WriteText("imageId", disk.ImageId);
        }));
    }
}
