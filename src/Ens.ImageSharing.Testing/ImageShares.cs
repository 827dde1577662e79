namespace Ens.ImageSharing.Testing;

/// <summary>The images and the accounts they are shared with, in the order in which they were shared.</summary>
internal sealed class ImageShares
{
    private readonly Dictionary<string, List<string>> _images = new(StringComparer.Ordinal);

    public void Share(string imageId, string[] aliyunUids)
    {
        lock (_images)
        {
            if (!_images.TryGetValue(imageId, out List<string>? accounts))
            {
                _images.Add(imageId, accounts = []);
            }

            HashSet<string> known = new(accounts, StringComparer.Ordinal);
            accounts.AddRange(aliyunUids.Where(known.Add));
        }
    }

    public void Unshare(string imageId, string[] aliyunUids)
    {
        lock (_images)
        {
            if (_images.TryGetValue(imageId, out List<string>? accounts))
            {
                HashSet<string> gone = new(aliyunUids, StringComparer.Ordinal);
                accounts.RemoveAll(gone.Contains);
            }
        }
    }

    /// <summary>One page; <see langword="null"/> if there is no such image.</summary>
    public (string[] Accounts, int Total)? Page(string imageId, string? aliyunId, int pageNumber, int pageSize, bool unfilteredTotal)
    {
        lock (_images)
        {
            if (!_images.TryGetValue(imageId, out List<string>? all))
            {
                return null;
            }

            List<string> accounts = aliyunId is null ? all : all.FindAll(account => string.Equals(account, aliyunId, StringComparison.Ordinal));
            long start = (pageNumber - 1L) * pageSize;
            string[] page = start >= accounts.Count ? [] : [.. accounts.GetRange((int)start, (int)Math.Min(pageSize, accounts.Count - start))];
            return (page, unfilteredTotal ? all.Count : accounts.Count);
        }
    }
}
