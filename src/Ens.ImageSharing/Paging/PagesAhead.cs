namespace Ens.ImageSharing.Paging;

/// <summary>The requests that are under way for one walk: handed out in order, never more at once than allowed.</summary>
internal sealed class PagesAhead(ReadPage readPage, int pagesInFlight, CancellationToken cancellationToken) : IAsyncDisposable
{
    private readonly Queue<Task<ImageSharePage>> _underWay = new();
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

    /// <summary>Gives the next page, and has those after it fetched meanwhile.</summary>
    /// <param name="pageNumber">The next page.</param>
    /// <param name="lastPage">The last page that is known to exist; nothing beyond it is asked for.</param>
    public Task<ImageSharePage> NextAsync(int pageNumber, int lastPage)
    {
        for (int next = pageNumber + _underWay.Count; _underWay.Count == 0 || (_underWay.Count < pagesInFlight && next <= lastPage); next++)
        {
            _underWay.Enqueue(BeginAsync(next));
        }

        return _underWay.Dequeue();
    }

    /// <summary>Stops what is under way and waits for its end, so that nothing goes on behind the caller's back.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        foreach (Task<ImageSharePage> page in _underWay)
        {
            try
            {
                await page.ConfigureAwait(false);
            }
#pragma warning disable CA1031 // A page that nobody asked for yet has nobody to tell its failure to.
            catch
#pragma warning restore CA1031
            {
                // Its end is all that counts.
            }
        }

        _stop.Dispose();
    }

    /// <summary>A failure becomes the task's, also one before the first await.</summary>
    private async Task<ImageSharePage> BeginAsync(int pageNumber) => await readPage(pageNumber, _stop.Token).ConfigureAwait(false);
}
