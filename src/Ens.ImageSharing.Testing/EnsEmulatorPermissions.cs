namespace Ens.ImageSharing.Testing;

/// <summary>The RAM permissions of an access key.</summary>
[Flags]
public enum EnsEmulatorPermissions
{
    /// <summary>No permission.</summary>
    None = 0,

    /// <summary><c>ens:DescribeImageSharePermission</c>.</summary>
    DescribeImageSharePermission = 1,

    /// <summary><c>ens:DescribeSelfImages</c>.</summary>
    DescribeSelfImages = 2,

    /// <summary><c>ens:ModifyImageSharePermission</c>.</summary>
    ModifyImageSharePermission = 4,

    /// <summary>The permissions to read.</summary>
    Read = DescribeImageSharePermission | DescribeSelfImages,

    /// <summary>All permissions.</summary>
    All = Read | ModifyImageSharePermission,
}
