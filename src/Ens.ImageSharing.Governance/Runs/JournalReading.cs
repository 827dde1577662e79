namespace Ens.ImageSharing.Governance.Runs;

/// <summary>What a journal says about its steps.</summary>
internal sealed class JournalReading
{
    private readonly Uri _endpoint;
    private readonly Dictionary<(string PlanHash, int Number), StepHistory> _byNumber = [];
    private readonly List<StepHistory> _histories = [];
    private int _entries;

    private JournalReading(Uri endpoint) => _endpoint = endpoint;

    /// <param name="entries">The entries, in order.</param>
    /// <param name="endpoint">The endpoint that the steps are undone at.</param>
    /// <param name="cancellationToken">Cancels the enumeration of the entries.</param>
    /// <exception cref="InvalidDataException">An entry is of another endpoint, or the entries of a step disagree about what it
    /// is.</exception>
    public static async Task<JournalReading> ReadAsync(
        IAsyncEnumerable<ShareJournalEntry> entries, Uri endpoint, CancellationToken cancellationToken)
    {
        JournalReading reading = new(endpoint);
        await foreach (ShareJournalEntry entry in entries.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            reading.Add(entry);
        }

        return reading;
    }

    /// <summary>The reversal of each step that was made or may have been made, the latest first.</summary>
    public IEnumerable<ImageSteps> StepsToUndo()
    {
        List<StepHistory> toUndo = _histories.FindAll(history => history.MayBeMade);
        toUndo.Reverse();
        for (int i = 0; i < toUndo.Count;)
        {
            StepHistory first = toUndo[i];
            ShareStep[] ofImage =
            [
                .. toUndo.Skip(i).TakeWhile(next => next.PlanHash == first.PlanHash && next.Step.ImageId == first.Step.ImageId)
                    .Select(next => next.Reversal),
            ];
            yield return new ImageSteps(first.PlanHash, first.Step.ImageId, ofImage, Accounts: null);
            i += ofImage.Length;
        }
    }

    private void Add(ShareJournalEntry entry)
    {
        _entries++;
        if (entry.Endpoint is { } made
            && Uri.Compare(made, _endpoint, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.Ordinal) != 0)
        {
            throw new InvalidDataException(FormattableString.Invariant($"Entry {_entries} is of the endpoint {made.OriginalString}, ")
                + $"but the endpoint is {_endpoint.GetLeftPart(UriPartial.Authority)}.");
        }

        if (!_byNumber.TryGetValue((entry.PlanHash, entry.Step.Number), out StepHistory? history))
        {
            history = new StepHistory(entry.PlanHash, entry.Step);
            _byNumber.Add((entry.PlanHash, entry.Step.Number), history);
            _histories.Add(history);
        }

        if (history.IsContradictedBy(entry))
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"Entry {_entries} contradicts the entries before it: step {entry.Step.Number} of plan '{entry.PlanHash}' ")
                + $"was {Describe(history.Step)}, but is {Describe(entry.Step)}, {entry.State}.");
        }

        history.Add(entry);
    }

    private static string Describe(ShareStep step) => $"{step.Change} of account '{step.AliyunUid}' and image '{step.ImageId}'";
}
