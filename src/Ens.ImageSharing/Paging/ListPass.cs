using Ens.ImageSharing.Models;

namespace Ens.ImageSharing.Paging;

/// <summary>One pass over the pages of a list: what came, and where the pages were cut.</summary>
/// <param name="pageSize">The requested page size.</param>
internal sealed class ListPass(int pageSize)
{
    private readonly List<string> _ids = [];
    private readonly HashSet<int> _cuts = [];
    private bool _hasTotal;
    private bool _isAtEnd;

    /// <summary>The IDs in the order in which they came.</summary>
    public IReadOnlyList<string> Ids => _ids;

    /// <summary>The longest page, which is the size that the service works with.</summary>
    public int LongestPage { get; private set; }

    public void Add(IPage page)
    {
        // Without a total, an empty page after a full one is a cut, too: what stood there may have moved.
        if (_ids.Count > 0 && (page.Count > 0 || !(_hasTotal || _isAtEnd)))
        {
            _cuts.Add(_ids.Count);
        }

        _hasTotal |= page.TotalCount is not null;
        _isAtEnd = page.Count < pageSize && page.Count < page.PageSize;
        LongestPage = Math.Max(LongestPage, page.Count);
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (int i = 0; i < page.Count; i++)
        {
            string id = page.IdAt(i);
            if (seen.Add(id))
            {
                _ids.Add(id);
            }
        }
    }

    /// <summary>
    /// Whether both passes returned the same, and would not have overlooked the same item: what moves over a cut between two requests is
    /// overlooked, so the cuts of neither pass may all be cuts of the other. Nothing can move over the cuts of a pass that has none.
    /// </summary>
    public bool Proves(ListPass other) =>
        HasSameItems(other)
        && (_cuts.Count == 0 || other._cuts.Count == 0 || (!_cuts.IsSubsetOf(other._cuts) && !other._cuts.IsSubsetOf(_cuts)));

    /// <summary>Whether both passes returned the same items in the same order.</summary>
    public bool HasSameItems(ListPass other) => _ids.SequenceEqual(other._ids, StringComparer.Ordinal);

    /// <summary>How this pass differs from an earlier one, for a message.</summary>
    public string DescribeChange(ListPass? earlier, string items)
    {
        if (earlier is null)
        {
            return FormattableString.Invariant($"{_ids.Count} {items}");
        }

        string[] added = [.. _ids.Except(earlier._ids, StringComparer.Ordinal)];
        string[] removed = [.. earlier._ids.Except(_ids, StringComparer.Ordinal)];
        string difference = (added.Length, removed.Length) switch
        {
            (0, 0) => HasSameItems(earlier) ? "the same, but cut at the same places" : "the same in another order",
            _ => string.Join(", ", ((string[])[Name("added", added), Name("removed", removed)]).Where(part => part.Length > 0)),
        };
        return FormattableString.Invariant($"{_ids.Count} {items} ({difference})");
    }

    private static string Name(string what, string[] ids)
    {
        const int Most = 3;
        string more = ids.Length > Most ? FormattableString.Invariant($" and {ids.Length - Most} more") : "";
        return ids.Length == 0 ? "" : $"{what}: {string.Join(", ", ids.Take(Most))}{more}";
    }
}
