namespace Ens.ImageSharing.Compat;

/// <summary>What the two targets do differently about time.</summary>
internal static class PlatformTime
{
    /// <summary>A source that cancels itself after a while, by a clock that tests control.</summary>
    public static CancellationTokenSource CancelAfter(TimeSpan delay, TimeProvider timeProvider) =>
#if NET
        new(delay, timeProvider);
#else
        timeProvider.CreateCancellationTokenSource(delay);
#endif
}

#if !NET

/// <summary>Waiting by a clock that tests control, in the form of newer frameworks.</summary>
internal static class Time
{
    private static readonly ThreadLocal<Random> PerThread = new(() => new Random(Guid.NewGuid().GetHashCode()));

    extension(Random)
    {
        public static Random Shared => PerThread.Value!;
    }

    extension<T>(Task<T> task)
    {
        public Task<T> WaitAsync(CancellationToken cancellationToken) =>
            task.WaitAsync(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
    }

    extension(CancellationTokenSource source)
    {
        public Task CancelAsync()
        {
            source.Cancel();
            return Task.CompletedTask;
        }
    }

    extension(Task)
    {
        public static Task Delay(TimeSpan delay, TimeProvider timeProvider, CancellationToken cancellationToken) =>
            timeProvider.Delay(delay, cancellationToken);
    }
}
#endif
