namespace Ens.ImageSharing;

/// <summary>An image that the account can see: its own, one that another account shares with it, or a public one.</summary>
/// <param name="ImageId">The id of the image, such as <c>m-5s7qotzavwbrnzaqh4unm****</c>.</param>
/// <remarks>
/// Element <c>Images.Image[]</c> of the answer of <c>DescribeSelfImages</c>, version 2017-11-10. A member that the service does not
/// send is <see langword="null"/>.
/// The answer does not say which account shares a received image.
/// </remarks>
public sealed record EnsImage(string ImageId)
{
    private readonly IReadOnlyList<EnsDiskDeviceMapping> _diskDeviceMappings = [];

    /// <summary>The name of the image.</summary>
    public string? ImageName { get; init; }

    /// <summary>The relation of the account to the image, as the service sends it.</summary>
    /// <value><c>self</c> for an own image, <c>others</c> for a received one; other values, such as <c>system</c>, are possible.</value>
    public string? OwnerAlias { get; init; }

    /// <summary>Whether the account owns the image, so that it can share it.</summary>
    /// <value><see langword="true"/> if <see cref="OwnerAlias"/> is <c>self</c>.</value>
    public bool IsOwn => string.Equals(OwnerAlias, "self", StringComparison.Ordinal);

    /// <summary>Whether another account shares the image with this one.</summary>
    /// <value><see langword="true"/> if <see cref="OwnerAlias"/> is <c>others</c>.</value>
    public bool IsReceived => string.Equals(OwnerAlias, "others", StringComparison.Ordinal);

    /// <summary>The state of the image.</summary>
    /// <value>
    /// <c>Available</c>, <c>Creating</c>, <c>Packing</c>, <c>Uploading</c>, <c>Pack_failed</c>, <c>Upload_failed</c>,
    /// <c>Unavailable</c> or <c>Copying</c>.
    /// </value>
    public string? Status { get; init; }

    /// <summary>The region of the image.</summary>
    public string? RegionId { get; init; }

    /// <summary>When the image was created.</summary>
    public DateTimeOffset? CreationTime { get; init; }

    /// <summary>The processor architecture, such as <c>x86_64</c>.</summary>
    public string? Architecture { get; init; }

    /// <summary>The kind of instance that the image is for, such as <c>ens_vm</c>.</summary>
    public string? ComputeType { get; init; }

    /// <summary>The operating system, such as <c>centos</c>.</summary>
    public string? Platform { get; init; }

    /// <summary>The version of the operating system.</summary>
    public string? OsVersion { get; init; }

    /// <summary>The size of the image, as the service counts it.</summary>
    public long? ImageSize { get; init; }

    /// <summary>The size that the image takes in storage, as the service counts it.</summary>
    public long? ImageStorageSize { get; init; }

    /// <summary>The instance that the image was made from.</summary>
    public string? InstanceId { get; init; }

    /// <summary>The snapshot that the image was made from.</summary>
    public string? SnapshotId { get; init; }

    /// <summary>The disks of the image.</summary>
    /// <value>Never <see langword="null"/>; empty if the service sends none.</value>
    public IReadOnlyList<EnsDiskDeviceMapping> DiskDeviceMappings
    {
        get => _diskDeviceMappings;
        init => _diskDeviceMappings = value ?? [];
    }
}
