namespace Ens.ImageSharing.Governance.Verdicts;

/// <summary>The entries of one account, by what they are for.</summary>
internal sealed class AccountEntries
{
    private readonly Dictionary<string, ShareAllowance> _byImage = new(StringComparer.Ordinal);
    private readonly ShareAllowance[] _patterns;
    private readonly ShareAllowance? _all;

    /// <param name="entries">Entries of one account, no two of them for the same image or pattern.</param>
    public AccountEntries(IEnumerable<ShareAllowance> entries)
    {
        List<ShareAllowance> patterns = [];
        foreach (ShareAllowance entry in entries)
        {
            if (entry.Image is not { } image)
            {
                _all = entry;
            }
            else if (ImagePattern.IsPattern(image))
            {
                patterns.Add(entry);
            }
            else
            {
                _byImage.Add(image, entry);
            }
        }

        _patterns = [.. patterns.OrderBy(entry => entry.Expiry ?? DateOnly.MaxValue)];
    }

    /// <summary>The entry for exactly this image, or the matching pattern that expires first, or the entry for all images.</summary>
    public ShareAllowance? Find(string imageId) =>
        _byImage.GetValueOrDefault(imageId) ?? Array.Find(_patterns, entry => ImagePattern.Matches(entry.Image!, imageId)) ?? _all;
}
