using Ens.ImageSharing.Models;

namespace Ens.ImageSharing.Paging;

/// <summary>
/// The evidence that a list is complete: what came is counted against what the service announces. A page that contradicts the request, an
/// earlier page or itself ends the list with an error.
/// </summary>
internal sealed class PageSequence(ListDescription list)
{
    /// <summary>A hash per page, so that a page that comes again is recognized without keeping its items.</summary>
    private readonly HashSet<ulong> _fingerprints = [];

    /// <summary>A hash per item before the previous page, so that one that comes again is noticed; no more than memory allows.</summary>
    private readonly HashSet<ulong> _earlier = [];

    private HashSet<string> _previous = new(StringComparer.Ordinal);
    private HashSet<string> _current = new(StringComparer.Ordinal);
    private bool _started;
    private bool _isFiltered = list.IsFiltered;
    private int _announcedSize;
    private int _usedSize;
    private int _longest;
    private int _first;
    private long _came;
    private int? _total;

    /// <summary>The last page that the figures so far imply; 0 if they imply none.</summary>
    public int LastPage { get; private set; }

    /// <summary>How many pages precede the walk.</summary>
    private long Before => list.FirstPage - 1L;

    /// <summary>Checks the next page.</summary>
    /// <returns>Whether another page follows.</returns>
    /// <exception cref="EnsException">The page proves that the list cannot be read completely.</exception>
    public bool Accept(IPage page, int pageNumber)
    {
        CheckIdentity(page, pageNumber);
        int distinct = CheckItems(page, pageNumber);
        CheckTotal(page, pageNumber);
        if (!_started)
        {
            Start(page, distinct);
        }

        _came += distinct;
        bool more = _total is { } total ? IsMoreAnnounced(page, pageNumber, total) : IsMorePossible(page);
        if (more && page.PageSize != _announcedSize)
        {
            throw Contradiction(page, pageNumber, $"the page size changed from {_announcedSize} to {page.PageSize}");
        }

        _longest = Math.Max(_longest, page.Count);
        LastPage = !more || _isFiltered || _total is not { } announced ? 0
            : IsAfterTheLast(pageNumber + 1, announced) ? pageNumber + 1
            : (int)Math.Min(int.MaxValue, pageNumber + ((announced - _came + _usedSize - 1) / Math.Max(1, _usedSize)));
        return more;
    }

    /// <summary>IDs in documentation end in asterisks; such an ID is not compared.</summary>
    private static bool IsRedacted(string imageId) => imageId.Contains('*');

    private static ulong Mix(string id)
    {
        // FNV-1a with a final avalanche, so that the sum over a page depends on its items and not on their order.
        ulong hash = 14695981039346656037;
        foreach (char character in id)
        {
            hash = (hash ^ character) * 1099511628211;
        }

        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccd;
        return hash ^ (hash >> 33);
    }

    private void CheckIdentity(IPage page, int pageNumber)
    {
        if (page.PageNumber != pageNumber)
        {
            throw Contradiction(page, pageNumber, $"the service returned page {page.PageNumber} instead", isMovement: false);
        }

        if (list.ImageId is { } expected && page.OwnerImageId is { } returned
            && !string.Equals(expected, returned, StringComparison.Ordinal) && !IsRedacted(expected) && !IsRedacted(returned))
        {
            throw Contradiction(page, pageNumber, $"the service returned a page of image '{returned}' instead", isMovement: false);
        }
    }

    /// <summary>Counts the items, each once.</summary>
    private int CheckItems(IPage page, int pageNumber)
    {
        Remember(_previous);
        (_previous, _current) = (_current, _previous);
        _current.Clear();
        ulong fingerprint = 0;
        string? repeated = null;
        for (int i = 0; i < page.Count; i++)
        {
            string id = page.IdAt(i);
            if (_current.Add(id))
            {
                ulong hash = Mix(id);
                fingerprint += hash;
                repeated ??= _previous.Contains(id) || _earlier.Contains(hash) ? id : null;
                _isFiltered &= list.OnlyId is null || string.Equals(id, list.OnlyId, StringComparison.Ordinal);
            }
        }

        if (_current.Count > 0 && !_fingerprints.Add(fingerprint))
        {
            throw Contradiction(page, pageNumber, $"the service returned the {list.Items} of an earlier page again");
        }

        return repeated is null
            ? _current.Count
            : throw Contradiction(page, pageNumber, $"'{repeated}' of an earlier page came again, so the list moved while it was read");
    }

    private void Remember(HashSet<string> items)
    {
        const int MostRemembered = 65_536;
        if (_earlier.Count < MostRemembered)
        {
            _earlier.UnionWith(items.Select(Mix));
        }
    }

    private void CheckTotal(IPage page, int pageNumber)
    {
        if (page.TotalCount < _total)
        {
            throw Contradiction(
                page,
                pageNumber,
                $"the total shrank from {_total} to {page.TotalCount} while the list was read, so some {list.Items} may have been skipped");
        }

        // A total is valid until the service sends another one.
        _total = page.TotalCount ?? _total;
    }

    /// <summary>
    /// Learns the page size that the service works with, which may differ from the one it announces, and counts what precedes the first
    /// page as pages of that size.
    /// </summary>
    private void Start(IPage page, int distinct)
    {
        _started = true;
        _announcedSize = page.PageSize;
        _first = distinct;
        _usedSize = page.Count == 0 ? page.PageSize : page.Count;
        _came = Before * _usedSize;
    }

    private bool IsMoreAnnounced(IPage page, int pageNumber, int total)
    {
        // A walk that starts beyond the end has nothing to return.
        bool startsBeyondEnd = pageNumber == list.FirstPage && list.FirstPage > 1 && page.Count == 0 && _came >= total;
        if (startsBeyondEnd || _came == total)
        {
            return false;
        }

        if (_came > total)
        {
            throw Contradiction(page, pageNumber, $"{_came} {list.Items} came, but the service announces {total}");
        }

        return page.Count > 0 || (_isFiltered || IsAfterTheLast(pageNumber, total)
            ? false
            : throw Contradiction(page, pageNumber, $"the page is empty, but only {_came} of {total} {list.Items} came"));
    }

    /// <summary>
    /// Whether the walk may have begun with the last page, which is shorter than the others, so that it did not tell their size: with the
    /// announced size, the pages before it and this page add up to the total. Only an empty page after it proves that.
    /// </summary>
    private bool IsAfterTheLast(int pageNumber, int total) =>
        pageNumber == list.FirstPage + 1 && Before > 0 && (Before * _announcedSize) + _first == total;

    /// <summary>Without a total, only a page that is shorter than every size that may be in use proves the end.</summary>
    private bool IsMorePossible(IPage page) =>
        page.Count > 0 && (page.Count >= list.PageSize || page.Count >= page.PageSize || page.Count >= _longest);

    private EnsException Contradiction(IPage page, int pageNumber, FormattableString reason, bool isMovement = true)
    {
        string requestId = page.RequestId is null ? "" : $" (request ID {page.RequestId})";
        return new EnsException(
            FormattableString.Invariant($"Listing {list.Name} stopped at page {pageNumber}: ")
            + FormattableString.Invariant(reason)
            + $"{requestId}. Earlier pages were delivered; the list is incomplete.")
        {
            RequestId = page.RequestId,
            PageNumber = pageNumber,
            Attempts = 1,
            IsMovement = isMovement,
        };
    }
}
