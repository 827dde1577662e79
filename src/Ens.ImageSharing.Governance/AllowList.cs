using System.Collections.Frozen;
using Ens.ImageSharing.Governance.Verdicts;

namespace Ens.ImageSharing.Governance;

/// <summary>The accounts that images may be shared with. Immutable and thread-safe.</summary>
/// <remarks>
/// For an account and an image, an entry for exactly this image takes precedence over an entry with a pattern, which takes precedence over
/// an entry for all images. If several patterns match, the one that expires first counts.
/// </remarks>
public sealed class AllowList
{
    private readonly FrozenDictionary<string, AccountEntries> _byAccount;

    /// <summary>Creates an allow-list.</summary>
    /// <param name="allowances">The entries.</param>
    /// <exception cref="ArgumentException">
    /// There are no entries (use <see cref="Empty"/> to allow nothing on purpose), an account ID does not consist of digits, an image is
    /// blank or begins or ends with white space, or two entries are for the same account and image. The message names the entry by its
    /// position, starting at 1.
    /// </exception>
    public AllowList(IEnumerable<ShareAllowance> allowances)
        : this(allowances, mayBeEmpty: false)
    {
    }

    private AllowList(IEnumerable<ShareAllowance> allowances, bool mayBeEmpty)
    {
        ArgumentNullException.ThrowIfNull(allowances);
        ShareAllowance[] entries = [.. allowances];
        if (entries.Length == 0 && !mayBeEmpty)
        {
            throw new ArgumentException(
                "The allow-list must have at least one entry, but is empty. "
                + $"Use {nameof(AllowList)}.{nameof(Empty)} to allow nothing on purpose.",
                nameof(allowances));
        }

        Dictionary<(string Account, string? Image), int> seen = [];
        for (int i = 0; i < entries.Length; i++)
        {
            if (Mistake(entries[i], seen, i + 1) is { } mistake)
            {
                throw new ArgumentException(FormattableString.Invariant($"Entry {i + 1} of the allow-list {mistake}."), nameof(allowances));
            }
        }

        Allowances = entries;
        _byAccount = entries.GroupBy(entry => entry.AliyunUid, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => new AccountEntries(group), StringComparer.Ordinal);
        Accounts = [.. _byAccount.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>The allow-list that allows nothing. An audit may use it to list everything; no plan can be made with it.</summary>
    public static AllowList Empty { get; } = new([], mayBeEmpty: true);

    /// <summary>The entries, in the order in which they were given.</summary>
    public IReadOnlyList<ShareAllowance> Allowances { get; }

    /// <summary>The accounts that have an entry, in ordinal order.</summary>
    internal IReadOnlyList<string> Accounts { get; }

    /// <summary>The entry that counts for an account and an image; <see langword="null"/> if none does.</summary>
    internal ShareAllowance? Find(string aliyunUid, string imageId) => _byAccount.GetValueOrDefault(aliyunUid)?.Find(imageId);

    private static string? Mistake(ShareAllowance? entry, Dictionary<(string Account, string? Image), int> seen, int number)
    {
        if (entry is null)
        {
            return "is null";
        }

        if (!AccountId.IsValid(entry.AliyunUid))
        {
            return $"must have an account ID, which consists of digits, but has '{entry.AliyunUid}'";
        }

        if (entry.Image is not null && string.IsNullOrWhiteSpace(entry.Image))
        {
            return "must name an image or a pattern, or null for all images, but its image is blank";
        }

        if (entry.Image is { } image && (char.IsWhiteSpace(image[0]) || char.IsWhiteSpace(image[^1])))
        {
            return $"must name an image or a pattern without white space around it, but has '{image}'";
        }

        return seen.TryAdd((entry.AliyunUid, entry.Image), number)
            ? null
            : FormattableString.Invariant(
                $"is for the same account and image as entry {seen[(entry.AliyunUid, entry.Image)]}: ")
                + $"{entry.AliyunUid}, {entry.Image ?? "all images"}";
    }
}
