namespace Ens.ImageSharing.Paging;

/// <summary>The requests of one walk that are in flight: handed out in order, never more at once than allowed.</summary>
internal sealed class PagePrefetcher<TPage>(
    Func<int, CancellationToken, Task<TPage>> readPage, int pagesInFlight, CancellationToken cancellationToken) : IAsyncDisposable
{
    private readonly Queue<Task<TPage>> _inFlight = new();
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

    /// <summary>Returns the next page, and requests the pages after it meanwhile.</summary>
    /// <param name="pageNumber">The next page.</param>
    /// <param name="lastPage">The last page that is known to exist. Pages beyond it are not requested ahead.</param>
    public Task<TPage> NextAsync(int pageNumber, int lastPage)
    {
        for (int next = pageNumber + _inFlight.Count; _inFlight.Count == 0 || (_inFlight.Count < pagesInFlight && next <= lastPage); next++)
        {
            _inFlight.Enqueue(BeginAsync(next));
        }

        return _inFlight.Dequeue();
    }

    /// <summary>Stops what is in flight and waits for its end, so that nothing continues after the walk.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        foreach (Task<TPage> page in _inFlight)
        {
            try
            {
                await page.ConfigureAwait(false);
            }
#pragma warning disable CA1031 // The page was requested ahead; its failure concerns no caller.
            catch
#pragma warning restore CA1031
            {
                // Only its end matters.
            }
        }

        _stop.Dispose();
    }

    /// <summary>Turns a failure before the first await into a failed task, too.</summary>
    private async Task<TPage> BeginAsync(int pageNumber) => await readPage(pageNumber, _stop.Token).ConfigureAwait(false);
}
