namespace Ens.ImageSharing.Transport;

/// <summary>Work that its caller may have stopped waiting for.</summary>
internal static class AbandonedTask
{
    /// <summary>Observes a failure, so that the runtime does not report it to the application as unobserved.</summary>
    public static void ObserveFailure(this Task task) => _ = task.ContinueWith(
        static ended => ended.Exception,
        CancellationToken.None,
        TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);
}
