using Ens.ImageSharing.Transport;

namespace Ens.ImageSharing.CredentialSources;

/// <summary>Work that may outlive the call that started it.</summary>
internal static class DetachedTask
{
    /// <summary>Runs work on the thread pool, outside the caller's execution context, and observes its failure.</summary>
    public static Task<T> Run<T>(Func<Task<T>> work)
    {
        Task<T> task;
        if (ExecutionContext.IsFlowSuppressed())
        {
            task = Task.Run(work);
        }
        else
        {
            using (ExecutionContext.SuppressFlow())
            {
                task = Task.Run(work);
            }
        }

        task.ObserveFailure();
        return task;
    }
}
