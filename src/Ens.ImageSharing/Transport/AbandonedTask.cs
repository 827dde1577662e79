namespace Ens.ImageSharing.Transport;

/// <summary>Work whose end nobody may be waiting for any more.</summary>
internal static class AbandonedTask
{
    /// <summary>Takes note of a failure, so that the runtime does not report it to the application as forgotten.</summary>
    public static void ObserveFailure(this Task task) =>
        _ = task.ContinueWith(static ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
