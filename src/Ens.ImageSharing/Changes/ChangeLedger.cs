namespace Ens.ImageSharing.Changes;

/// <summary>What was sent for each account, and what is known of it.</summary>
internal sealed class ChangeLedger
{
    private readonly List<SentChange> _open = [];
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);
    private readonly HashSet<string> _accepted = new(StringComparer.Ordinal);
    private readonly HashSet<string> _perhaps = new(StringComparer.Ordinal);
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);
    private readonly HashSet<string> _refusedButSeen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _sends = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _unknown = new(StringComparer.Ordinal);

    /// <summary>The changes that are not settled, in the order in which they were answered.</summary>
    public IReadOnlyList<SentChange> Open => _open;

    /// <summary>Whether the service accepted something that no list has been read since.</summary>
    public bool HasNews => _accepted.Count > 0;

    /// <summary>
    /// How many accounts the service took of the smallest change that it made in part; <see langword="null"/> if there was none.
    /// </summary>
    public int? SmallestPart { get; private set; }

    public int Sends(string account) => _sends.TryGetValue(account, out int count) ? count : 0;

    /// <summary>How often it was unknown whether the account was changed.</summary>
    public int UnknownSends(string account) => _unknown.TryGetValue(account, out int count) ? count : 0;

    /// <summary>Whether the account was seen to be changed after it was sent.</summary>
    public bool IsDone(string account) => _done.Contains(account);

    /// <summary>
    /// Whether the account may be changed, though no list has shown it; or a list has, though the service refused the change: a call may
    /// be refused and made in part, and another client may have made the same change.
    /// </summary>
    public bool IsUnknown(string account) =>
        !IsDone(account) && (_perhaps.Contains(account) || _refused.Contains(account) || _refusedButSeen.Contains(account));

    /// <summary>Whether the account is on its way.</summary>
    public bool IsWaiting(string account) => _open.Exists(change => change.IsWaitingFor(account));

    public void Add(SentChange change)
    {
        foreach (string account in change.Accounts)
        {
            _sends[account] = Sends(account) + 1;
            if (change.Answer == ChangeAnswer.Unknown)
            {
                _unknown[account] = UnknownSends(account) + 1;
            }
        }

        if (change.Answer == ChangeAnswer.Accepted)
        {
            _accepted.UnionWith(change.Accounts);
        }

        (change.Answer == ChangeAnswer.Refused ? _refused : _perhaps).UnionWith(change.Accounts);

        _open.Add(change);
    }

    /// <summary>Compares what was sent with a list.</summary>
    /// <param name="unchanged">The accounts that the list shows to be unchanged.</param>
    /// <returns>Whether something is seen to be changed that was not before.</returns>
    public bool Look(HashSet<string> unchanged)
    {
        int seen = 0;
        foreach (SentChange change in _open)
        {
            int part = change.Look(unchanged);
            seen += part;
            if (part > 0 && part < change.Accounts.Length && change.Answer == ChangeAnswer.Accepted)
            {
                SmallestPart = Math.Min(SmallestPart ?? part, part);
            }
        }

        _open.RemoveAll(change => change.Waiting.Count == 0);
        _accepted.Clear();
        _done.UnionWith(_perhaps.Where(account => !unchanged.Contains(account)));
        _refusedButSeen.UnionWith(_refused.Where(account => !unchanged.Contains(account)));
        _refused.Clear();
        return seen > 0;
    }

    /// <summary>
    /// The refusal that no earlier change explains: adding an account twice, or removing an absent one, may be an error, but none of these
    /// accounts was changed, and none may have been.
    /// </summary>
    public SentChange? FindUnexplained() =>
        _open.Find(change => change.Answer == ChangeAnswer.Refused && !change.Accounts.Any(_perhaps.Contains));
}
