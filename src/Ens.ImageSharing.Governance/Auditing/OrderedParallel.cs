using System.Runtime.CompilerServices;

namespace Ens.ImageSharing.Governance.Auditing;

/// <summary>
/// Runs work on a sequence with bounded concurrency, and yields the results in the order of the sequence with bounded memory.
/// </summary>
internal static class OrderedParallel
{
    /// <summary>How many results may wait for a slow one before them, for each one at work.</summary>
    private const int WindowPerWorker = 4;

    public static async IAsyncEnumerable<TResult> SelectAsync<TSource, TResult>(
        IAsyncEnumerable<TSource> source,
        Func<TSource, CancellationToken, Task<TResult>> work,
        int parallelism,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using SemaphoreSlim places = new(parallelism);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Queue<Task<TResult>> started = new();
        try
        {
            await foreach (TSource item in source.WithCancellation(stop.Token).ConfigureAwait(false))
            {
                while (started.Count > 0 && (started.Peek().IsCompleted || started.Count == parallelism * WindowPerWorker))
                {
                    yield return await started.Dequeue().ConfigureAwait(false);
                }

                await places.WaitAsync(stop.Token).ConfigureAwait(false);
                started.Enqueue(RunAsync(item));
            }

            while (started.TryDequeue(out Task<TResult>? result))
            {
                yield return await result.ConfigureAwait(false);
            }
        }
        finally
        {
            // Nothing goes on behind the caller's back.
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(started.Select(IgnoreAsync)).ConfigureAwait(false);
        }

        async Task<TResult> RunAsync(TSource item)
        {
            try
            {
                return await work(item, stop.Token).ConfigureAwait(false);
            }
            finally
            {
                places.Release();
            }
        }
    }

    private static async Task IgnoreAsync<T>(Task<T> task) =>
        await ((Task)task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
