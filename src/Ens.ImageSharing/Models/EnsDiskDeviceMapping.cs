namespace Ens.ImageSharing;

/// <summary>A disk of an image.</summary>
/// <remarks>
/// Element <c>DiskDeviceMappings.DiskDeviceMapping[]</c> of an image in the response of <c>DescribeSelfImages</c>, version 2017-11-10.
/// A property is <see langword="null"/> if the service does not send it.
/// </remarks>
public sealed record EnsDiskDeviceMapping
{
    /// <summary>The type of the disk, such as <c>Data</c>.</summary>
    public string? Type { get; init; }

    /// <summary>The size of the disk, in the unit of the service, which does not document it.</summary>
    public long? Size { get; init; }

    /// <summary>The format of the disk's image, such as <c>raw</c>.</summary>
    public string? Format { get; init; }

    /// <summary>The ID of the disk's image.</summary>
    public string? ImageId { get; init; }
}
