namespace Ens.ImageSharing.Governance.Plans;

/// <summary>What a journal says about the steps of a run.</summary>
internal sealed class JournalReading
{
    private readonly List<(string PlanHash, int Number, ShareChangeKind Change)> _order = [];
    private readonly Dictionary<(string PlanHash, int Number, ShareChangeKind Change), ShareJournalEntry> _last = [];

    public static async Task<JournalReading> ReadAsync(IAsyncEnumerable<ShareJournalEntry> entries, CancellationToken cancellationToken)
    {
        JournalReading reading = new();
        await foreach (ShareJournalEntry entry in entries.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            reading.Add(entry);
        }

        return reading;
    }

    /// <summary>The opposite of each step that was done or may have been done, the latest first.</summary>
    public IEnumerable<(string PlanHash, ShareStep Step)> StepsToUndo()
    {
        for (int i = _order.Count - 1; i >= 0; i--)
        {
            ShareJournalEntry entry = _last[_order[i]];
            if (entry.State is ShareStepState.Done or ShareStepState.Unknown or ShareStepState.Begin)
            {
                yield return (entry.PlanHash, entry.Step with
                {
                    Change = entry.Step.Change == ShareChangeKind.Add ? ShareChangeKind.Remove : ShareChangeKind.Add,
                });
            }
        }
    }

    private void Add(ShareJournalEntry entry)
    {
        (string, int, ShareChangeKind) key = (entry.PlanHash, entry.Step.Number, entry.Step.Change);
        if (!_last.TryGetValue(key, out ShareJournalEntry? before))
        {
            _order.Add(key);
        }
        else if (before.State == ShareStepState.Done && entry.State is ShareStepState.Skipped or ShareStepState.Failed)
        {
            // A repeated run found it done already; it is this journal's to undo all the same.
            return;
        }

        _last[key] = entry;
    }
}
