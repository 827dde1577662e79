namespace Ens.ImageSharing.Governance.Runs;

/// <summary>What a journal says about one step, over one run or several.</summary>
internal sealed class StepHistory(string planHash, ShareStep step)
{
    private bool _isBegun;
    private bool _mayBeMadeBeforeBegin;

    public string PlanHash => planHash;

    /// <summary>The step as it was made first.</summary>
    public ShareStep Step => step;

    /// <summary>Whether the step was made or may have been made, and was not undone.</summary>
    public bool MayBeMade { get; private set; }

    /// <summary>The step that undoes this one.</summary>
    public ShareStep Reversal => step with { Change = step.Change == ShareChangeKind.Add ? ShareChangeKind.Remove : ShareChangeKind.Add };

    public void Add(ShareJournalEntry entry)
    {
        bool isReversal = entry.Step.Change != step.Change;
        switch (entry.State)
        {
            case ShareStepState.Begin:
                (_mayBeMadeBeforeBegin, MayBeMade, _isBegun) = (MayBeMade, true, true);
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
            case ShareStepState.Skipped or ShareStepState.Failed when _isBegun && !StepJournal.IsNotBegun(entry):
                MayBeMade = _mayBeMadeBeforeBegin;
                break;
            default:
                // A repeated run did not begin the step. What an earlier one did stands.
                break;
        }

        _isBegun = false;
    }
}
