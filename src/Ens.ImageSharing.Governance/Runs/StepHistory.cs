namespace Ens.ImageSharing.Governance.Runs;

/// <summary>What a journal says about one step, over one run or several.</summary>
internal sealed class StepHistory(string planHash, ShareStep step)
{
    private ShareChangeKind? _begun;
    private bool _mayBeMadeBeforeBegin;

    public string PlanHash => planHash;

    /// <summary>The step as it was made first.</summary>
    public ShareStep Step => step;

    /// <summary>Whether the step was made or may have been made, and was not undone.</summary>
    public bool MayBeMade { get; private set; }

    /// <summary>The step that undoes this one.</summary>
    public ShareStep Reversal => step with { Change = step.Change == ShareChangeKind.Add ? ShareChangeKind.Remove : ShareChangeKind.Add };

    /// <summary>Whether an entry is about another image or account, or ends another change than the one that was begun. Only what is
    /// begun may reverse the step.</summary>
    public bool IsContradictedBy(ShareJournalEntry entry)
    {
        bool isEnd = entry.State != ShareStepState.Begin && !StepJournal.IsNotBegun(entry);
        return entry.Step.ImageId != step.ImageId
            || entry.Step.AliyunUid != step.AliyunUid
            || (isEnd && entry.Step.Change != (_begun ?? step.Change));
    }

    public void Add(ShareJournalEntry entry)
    {
        bool isReversal = entry.Step.Change != step.Change;
        switch (entry.State)
        {
            case ShareStepState.Begin:
                (_mayBeMadeBeforeBegin, MayBeMade, _begun) = (MayBeMade, true, entry.Step.Change);
                return;
            case ShareStepState.Done:
                MayBeMade = !isReversal;
                break;
            case ShareStepState.Unknown:
                MayBeMade = true;
                break;
            case ShareStepState.Skipped when isReversal:
                MayBeMade = false;
                break;
            case ShareStepState.Skipped or ShareStepState.Failed when _begun is not null && !StepJournal.IsNotBegun(entry):
                MayBeMade = _mayBeMadeBeforeBegin;
                break;
            default:
                // A repeated run did not begin the step. What an earlier one did stands.
                break;
        }

        _begun = null;
    }
}
