namespace Ens.ImageSharing.Governance.Tests.Doubles;

/// <summary>A journal in memory that can fail or hang before an entry is kept or after it.</summary>
internal sealed class Journal : IShareJournal
{
    public List<ShareJournalEntry> Entries { get; } = [];

    public Func<ShareJournalEntry, Task> BeforeKept { get; set; } = static _ => Task.CompletedTask;

    public Func<ShareJournalEntry, Task> AfterKept { get; set; } = static _ => Task.CompletedTask;

    public IEnumerable<string> Lines => Entries.Select(entry => $"{entry.Step.Number} {entry.State}");

    public async ValueTask WriteAsync(ShareJournalEntry entry, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await BeforeKept(entry);
        Entries.Add(entry);
        await AfterKept(entry);
    }
}
