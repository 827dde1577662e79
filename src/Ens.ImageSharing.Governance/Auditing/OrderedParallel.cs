using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Ens.ImageSharing.Governance.Auditing;

/// <summary>Runs work on a sequence with bounded concurrency, and yields the results in the order of the sequence with bounded
/// memory.</summary>
internal static class OrderedParallel
{
    /// <summary>How many results may wait behind a slow one, for each place at work.</summary>
    private const int WaitingPerPlace = 4;

    /// <param name="source">The sequence. If it fails, the results of the items before the failure are yielded first.</param>
    /// <param name="work">The work. It fails only if its token was canceled.</param>
    /// <param name="parallelism">How many items are worked on at once.</param>
    /// <param name="cancellationToken">Cancels the sequence and the work.</param>
    public static async IAsyncEnumerable<TResult> SelectAsync<TSource, TResult>(
        IAsyncEnumerable<TSource> source,
        Func<TSource, CancellationToken, Task<TResult>> work,
        int parallelism,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using SemaphoreSlim places = new(parallelism);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Channel<Task<TResult>> started = Channel.CreateBounded<Task<TResult>>(parallelism * WaitingPerPlace);
        Task starting = StartAsync();
        try
        {
            await foreach (Task<TResult> result in started.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
            {
                yield return await result.ConfigureAwait(false);
            }
        }
        finally
        {
            // Nothing goes on behind the caller's back.
            await stop.CancelAsync().ConfigureAwait(false);
            await starting.ConfigureAwait(false);
            for (int i = 0; i < parallelism; i++)
            {
                await places.WaitAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }

        async Task StartAsync()
        {
            Exception? failure = null;
            try
            {
                await foreach (TSource item in source.WithCancellation(stop.Token).ConfigureAwait(false))
                {
                    await places.WaitAsync(stop.Token).ConfigureAwait(false);
                    await started.Writer.WriteAsync(WorkAsync(item), stop.Token).ConfigureAwait(false);
                }
            }
#pragma warning disable CA1031 // The reader throws it, after the results before it.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                failure = exception;
            }

            started.Writer.Complete(failure);
        }

        async Task<TResult> WorkAsync(TSource item)
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
}
