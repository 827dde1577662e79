namespace Ens.ImageSharing.Testing;

/// <summary>The RAM permissions of an access key of the emulator.</summary>
[Flags]
public enum EnsEmulatorPermissions
{
    /// <summary>No permission.</summary>
    None = 0,

    /// <summary>The permission <c>ens:DescribeImageSharePermission</c>.</summary>
    DescribeImageSharePermission = 1,

    /// <summary>The permission <c>ens:DescribeSelfImages</c>.</summary>
    DescribeSelfImages = 2,

    /// <summary>The permission <c>ens:ModifyImageSharePermission</c>.</summary>
    ModifyImageSharePermission = 4,

    /// <summary>The two permissions for reading.</summary>
    Read = DescribeImageSharePermission | DescribeSelfImages,

    /// <summary>All permissions.</summary>
    All = Read | ModifyImageSharePermission,
}
