namespace Ens.ImageSharing.Tests;

/// <summary>A context that counts what is sent back to it, and lets it run elsewhere.</summary>
internal sealed class CountingContext : SynchronizationContext
{
    private int _posts;

    /// <summary>Let through only once the code under test has given the context back, so that it really has to wait.</summary>
    public SemaphoreSlim Begun { get; } = new(0);

    public int Posts => _posts;

    public override void Post(SendOrPostCallback d, object? state)
    {
        Interlocked.Increment(ref _posts);
        ThreadPool.QueueUserWorkItem(_ => d(state));
    }

    public async Task<T> RunAsync<T>(Func<Task<T>> begin)
    {
        Task<T> task;
        SynchronizationContext? before = Current;
        SetSynchronizationContext(this);
        try
        {
            task = begin();
        }
        finally
        {
            SetSynchronizationContext(before);
        }

        Begun.Release(16);

        return await task.ConfigureAwait(false);
    }
}
