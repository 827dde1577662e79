namespace Ens.ImageSharing.Governance;

/// <summary>Keeps what a run does, step by step, so that a run that was killed can be told apart and undone.</summary>
public interface IShareJournal
{
    /// <summary>Keeps an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    /// <returns>A task that completes when the entry is kept for good, for example flushed to a disk.</returns>
    ValueTask WriteAsync(ShareJournalEntry entry, CancellationToken cancellationToken);
}

