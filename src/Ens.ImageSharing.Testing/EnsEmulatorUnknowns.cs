namespace Ens.ImageSharing.Testing;

/// <summary>
/// How the emulator behaves where the documentation of the service says nothing. Each flag selects one of two possible behaviors. A
/// robust application works with both.
/// </summary>
[Flags]
public enum EnsEmulatorUnknowns
{
    /// <summary>No flag: the behavior that each flag describes as its alternative.</summary>
    None = 0,

    /// <summary>
    /// The total of a list that is filtered by account counts the accounts that match the filter. Without this flag, it counts all
    /// accounts of the image.
    /// </summary>
    FilteredTotal = 1,

    /// <summary>Each response lists the items in another order. Without this flag, the order is stable.</summary>
    UnstableOrder = 2,

    /// <summary>
    /// An account that already has the image, or that a call contains twice, cannot be added. Without this flag, it is added once.
    /// </summary>
    AddingTwiceFails = 4,

    /// <summary>
    /// The owner, <see cref="EnsEmulator.OwnerAliyunUid"/>, cannot be added. Without this flag, adding the owner has no effect.
    /// </summary>
    AddingOwnerFails = 8,

    /// <summary>An account that does not have the image cannot be removed. Without this flag, removing it has no effect.</summary>
    RemovingAbsentFails = 16,

    /// <summary>A call cannot both add and remove accounts. Without this flag, it can.</summary>
    OneChangePerCall = 32,

    /// <summary>A call that adds and removes accounts removes first. Without this flag, it adds first.</summary>
    RemovesFirst = 64,

    /// <summary>
    /// A call that adds and removes accounts, and is rejected because of one of the two, does the other. Without this flag, a rejected
    /// call has no effect.
    /// </summary>
    PartialChanges = 128,

    /// <summary>A call that neither adds nor removes accounts is rejected. Without this flag, it has no effect.</summary>
    NothingToChangeFails = 256,

    /// <summary>
    /// Accounts beyond <see cref="EnsEmulator.AccountsPerCallLimit"/> or <see cref="EnsEmulator.AccountsPerImageLimit"/> are ignored
    /// silently. Without this flag, the call is rejected.
    /// </summary>
    SurplusIgnored = 512,

    /// <summary>Only an image in the state <c>Available</c> can be shared. Without this flag, an image in any state can.</summary>
    UnavailableImagesFail = 1024,

    /// <summary>Public images, those with the owner alias <c>system</c>, can be shared. Without this flag, they cannot.</summary>
    PublicImagesAreShared = 2048,

    /// <summary>A request for more than 50 images per page is rejected. Without this flag, the page is capped at 50 images.</summary>
    LargeImagePagesFail = 4096,

    /// <summary>
    /// The response with a capped page of images echoes the requested size. Without this flag, it echoes the capped size.
    /// </summary>
    SmallImagePages = 8192,
}
