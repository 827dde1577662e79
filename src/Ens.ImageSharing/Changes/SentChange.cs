namespace Ens.ImageSharing.Changes;

/// <summary>One change that was sent, and what the service said about it.</summary>
internal sealed class SentChange(string[] accounts)
{
    private readonly HashSet<string> _waiting = new(accounts, StringComparer.Ordinal);
    private int _looks;

    public string[] Accounts => accounts;

    public ChangeAnswer Answer { get; private set; }

    /// <summary>When the service answered, or failed to.</summary>
    public long AnsweredAt { get; private set; }

    /// <summary>Why the change was refused, or why its outcome is unknown.</summary>
    public EnsException? Cause { get; private set; }

    /// <summary>The accounts that are not seen to be changed yet, and are not to be sent again before the list was looked at.</summary>
    public IReadOnlyCollection<string> Waiting => _waiting;

    public void Answered(ChangeAnswer answer, long at, EnsException? cause) => (Answer, AnsweredAt, Cause) = (answer, at, cause);

    public bool IsWaitingFor(string account) => _waiting.Contains(account);

    /// <summary>Compares the change with a list.</summary>
    /// <param name="unchanged">The accounts that the list shows to be unchanged.</param>
    /// <returns>How many accounts are seen to be changed since the last look.</returns>
    /// <remarks>
    /// A change becomes visible as a whole: where only a part is, the rest was left out silently, and is not waited for. Nor is a change
    /// whose outcome is unknown and that two looks did not show.
    /// </remarks>
    public int Look(HashSet<string> unchanged)
    {
        const int LooksAtUnknown = 2;
        _looks++;
        int seen = _waiting.RemoveWhere(account => !unchanged.Contains(account));
        if (seen > 0 || (Answer == ChangeAnswer.Unknown && _looks >= LooksAtUnknown))
        {
            _waiting.Clear();
        }

        return seen;
    }
}
