namespace Ens.ImageSharing;

/// <summary>An image that the account owns or that another account shares with it.</summary>
/// <param name="ImageId">The ID of the image, such as <c>m-5s7qotzavwbrnzaqh4unm****</c>.</param>
/// <remarks>
/// Element <c>Images.Image[]</c> in the response of <c>DescribeSelfImages</c>, version 2017-11-10. A property is
/// <see langword="null"/> if the service does not send it. The service does not say which account shares a received image.
/// </remarks>
public sealed record EnsImage(string ImageId)
{
    private readonly IReadOnlyList<EnsDiskDeviceMapping> _diskDeviceMappings = [];

    /// <summary>The name of the image.</summary>
    public string? ImageName { get; init; }

    /// <summary>Who owns the image, from the point of view of the account.</summary>
    /// <value>
    /// As the service returned it: <c>self</c> for an image of the account, <c>others</c> for one that is shared with it. Other
    /// values, such as <c>system</c>, are possible.
    /// </value>
    public string? OwnerAlias { get; init; }

    /// <summary>Whether the account owns the image and can share it.</summary>
    /// <value><see langword="true"/> if <see cref="OwnerAlias"/> is <c>self</c>.</value>
    public bool IsOwn => string.Equals(OwnerAlias, "self", StringComparison.Ordinal);

    /// <summary>Whether another account shares the image with the account.</summary>
    /// <value><see langword="true"/> if <see cref="OwnerAlias"/> is <c>others</c>.</value>
    public bool IsReceived => string.Equals(OwnerAlias, "others", StringComparison.Ordinal);

    /// <summary>The state of the image.</summary>
    /// <value>
    /// Documented are <c>Available</c>, <c>Creating</c>, <c>Packing</c>, <c>Uploading</c>, <c>Pack_failed</c>, <c>Upload_failed</c>,
    /// <c>Unavailable</c> and <c>Copying</c>.
    /// </value>
    public string? Status { get; init; }

    /// <summary>The ID of the region of the image.</summary>
    public string? RegionId { get; init; }

    /// <summary>When the image was created.</summary>
    /// <value><see langword="null"/> also if the service sends a time that cannot be read.</value>
    public DateTimeOffset? CreationTime { get; init; }

    /// <summary>The processor architecture, such as <c>x86_64</c>.</summary>
    public string? Architecture { get; init; }

    /// <summary>The type of instances that the image is for, such as <c>ens_vm</c>.</summary>
    public string? ComputeType { get; init; }

    /// <summary>The operating system, such as <c>centos</c>.</summary>
    public string? Platform { get; init; }

    /// <summary>The version of the operating system.</summary>
    public string? OsVersion { get; init; }

    /// <summary>The size of the image, in the unit of the service, which does not document it.</summary>
    public long? ImageSize { get; init; }

    /// <summary>The size of the image in storage, in the unit of the service, which does not document it.</summary>
    public long? ImageStorageSize { get; init; }

    /// <summary>The ID of the instance that the image was created from.</summary>
    public string? InstanceId { get; init; }

    /// <summary>The ID of the snapshot that the image was created from.</summary>
    public string? SnapshotId { get; init; }

    /// <summary>The disks of the image.</summary>
    /// <value>Never <see langword="null"/>; empty if the service does not send any.</value>
    public IReadOnlyList<EnsDiskDeviceMapping> DiskDeviceMappings
    {
        get => _diskDeviceMappings;
        init => _diskDeviceMappings = value ?? [];
    }
}
