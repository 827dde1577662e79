namespace Ens.ImageSharing.Testing.Images;

/// <summary>The accounts that an image is shared with, in the order in which they were added. A change takes constant time.</summary>
internal sealed class AccountList
{
    private readonly List<Holding> _holdings = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private int _removed;
    private DateTimeOffset _allSeenAt = DateTimeOffset.MinValue;

    public int Count => _holdings.Count - _removed;

    public bool Contains(string account) => _places.TryGetValue(account, out int place) && _holdings[place].SeenUntil is null;

    /// <summary>Adds accounts at the end. One that is in the list keeps its place.</summary>
    public void Add(IEnumerable<string> accounts, DateTimeOffset seenFrom)
    {
        foreach (string account in accounts)
        {
            Add(account, seenFrom);
        }
    }

    /// <summary>Removes those of the accounts that are in the list.</summary>
    public void Remove(IEnumerable<string> accounts, DateTimeOffset seenUntil)
    {
        foreach (string account in accounts.Where(Contains))
        {
            int place = _places[account];
            _holdings[place] = _holdings[place] with { SeenUntil = seenUntil };
            _removed++;
            _allSeenAt = Latest(_allSeenAt, seenUntil);
        }
    }

    /// <summary>The accounts, whether reads see the latest changes or not.</summary>
    public string[] ToArray() => [.. _holdings.Where(holding => holding.SeenUntil is null).Select(holding => holding.Account)];

    /// <summary>The accounts that reads see at a time.</summary>
    public List<Holding> SeenAt(DateTimeOffset time)
    {
        if (time < _allSeenAt)
        {
            return _holdings.FindAll(holding => holding.IsSeenAt(time));
        }

        if (_removed > 0)
        {
            DropRemoved();
        }

        return _holdings;
    }

    private void Add(string account, DateTimeOffset seenFrom)
    {
        if (_places.TryGetValue(account, out int place))
        {
            if (_holdings[place].SeenUntil is not { } seenUntil)
            {
                return;
            }

            // A read sees the account once: first as the one that was removed, then as the one that was added again.
            seenFrom = Latest(seenFrom, seenUntil);
        }

        _places[account] = _holdings.Count;
        _holdings.Add(new Holding(account, seenFrom));
        _allSeenAt = Latest(_allSeenAt, seenFrom);
    }

    private void DropRemoved()
    {
        _holdings.RemoveAll(holding => holding.SeenUntil is not null);
        _removed = 0;
        _places.Clear();
        for (int place = 0; place < _holdings.Count; place++)
        {
            _places.Add(_holdings[place].Account, place);
        }
    }

    private static DateTimeOffset Latest(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
