namespace Ens.ImageSharing.Governance;

/// <summary>What an allow-list says about an account and an image.</summary>
public enum ShareVerdict
{
    /// <summary>The account has the image and may have it.</summary>
    Allowed,

    /// <summary>The account has the image and may have it, but the entry expires soon
    /// (<see cref="ShareAuditOptions.ExpiringWithinDays"/>).</summary>
    ExpiringSoon,

    /// <summary>The account has the image, but its entry has expired.</summary>
    Expired,

    /// <summary>The account has the image, and no entry allows it.</summary>
    Unexpected,

    /// <summary>The account may have the image, but does not have it.</summary>
    Missing,

    /// <summary>The accounts of the image could not be read.</summary>
    Unread,
}
