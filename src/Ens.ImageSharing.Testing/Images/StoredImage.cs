namespace Ens.ImageSharing.Testing.Images;

/// <summary>An image and the accounts that it is shared with.</summary>
internal sealed class StoredImage(EnsImage image)
{
    public EnsImage Image { get; set; } = image;

    public AccountList Accounts { get; } = new();
}
