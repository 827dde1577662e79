namespace Ens.ImageSharing.Changes;

/// <summary>One change that was sent.</summary>
internal sealed class SentChange(string[] accounts, long sentAt)
{
    private readonly HashSet<string> _waiting = new(accounts, StringComparer.Ordinal);

    public string[] Accounts => accounts;

    public long SentAt => sentAt;

    /// <summary>Whether the service said that it made the change.</summary>
    public bool IsAccepted { get; set; }

    /// <summary>Why it is unknown whether the change was made.</summary>
    public Exception? Cause { get; set; }

    /// <summary>The accounts that are not seen to be changed yet.</summary>
    public IReadOnlyCollection<string> Waiting => _waiting;

    /// <summary>
    /// Compares the change with a list. A change becomes visible as a whole: where only a part is, the rest was left out silently, and is not waited for.
    /// Nor is a change whose outcome is unknown: the list shows that it did not happen.
    /// </summary>
    public void Settle(HashSet<string> unchanged)
    {
        int before = _waiting.Count;
        _waiting.IntersectWith(unchanged);
        if (!IsAccepted || _waiting.Count < before)
        {
            _waiting.Clear();
        }
    }
}
