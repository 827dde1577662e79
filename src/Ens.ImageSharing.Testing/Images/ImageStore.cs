namespace Ens.ImageSharing.Testing.Images;

/// <summary>The images, in the order in which they were added.</summary>
internal sealed class ImageStore
{
    /// <summary>The time of a change that reads see at once.</summary>
    private static readonly DateTimeOffset AtOnce = DateTimeOffset.MinValue;

    private readonly Lock _lock = new();
    private readonly List<StoredImage> _images = [];
    private readonly Dictionary<string, StoredImage> _byId = new(StringComparer.Ordinal);

    /// <summary>Adds an image; one with the same id keeps its place and its accounts.</summary>
    public void Add(EnsImage image)
    {
        lock (_lock)
        {
            GetOrAdd(image).Image = image;
        }
    }

    public void Share(string imageId, string[] accounts)
    {
        lock (_lock)
        {
            EnsImage own = new(imageId) { ImageName = imageId, OwnerAlias = "self", Status = "Available" };
            GetOrAdd(own).Accounts.Add(accounts, AtOnce);
        }
    }

    public void Unshare(string imageId, string[] accounts)
    {
        lock (_lock)
        {
            if (_byId.TryGetValue(imageId, out StoredImage? image))
            {
                image.Accounts.Remove(accounts, AtOnce);
            }
        }
    }

    /// <summary>Reads or changes an image, or <see langword="null"/> if there is none with this id, while nothing else does.</summary>
    public T Use<T>(string imageId, Func<StoredImage?, T> use)
    {
        lock (_lock)
        {
            return use(_byId.TryGetValue(imageId, out StoredImage? image) ? image : null);
        }
    }

    public List<EnsImage> ToList()
    {
        lock (_lock)
        {
            return _images.ConvertAll(image => image.Image);
        }
    }

    private StoredImage GetOrAdd(EnsImage image)
    {
        if (!_byId.TryGetValue(image.ImageId, out StoredImage? stored))
        {
            _byId.Add(image.ImageId, stored = new StoredImage(image));
            _images.Add(stored);
        }

        return stored;
    }
}
