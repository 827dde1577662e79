namespace Ens.ImageSharing;

/// <summary>A disk of an image.</summary>
/// <remarks>
/// Element <c>DiskDeviceMappings.DiskDeviceMapping[]</c> of an image in the answer of <c>DescribeSelfImages</c>, version 2017-11-10.
/// A member that the service does not send is <see langword="null"/>.
/// </remarks>
public sealed record EnsDiskDeviceMapping
{
    /// <summary>The kind of disk, such as <c>Data</c>.</summary>
    public string? Type { get; init; }

    /// <summary>The size of the disk, as the service counts it.</summary>
    public long? Size { get; init; }

    /// <summary>The format of the disk's image, such as <c>raw</c>.</summary>
    public string? Format { get; init; }

    /// <summary>The id of the disk's image.</summary>
    public string? ImageId { get; init; }
}
