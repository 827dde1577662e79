namespace Ens.ImageSharing.Tool.Terminal;

/// <summary>Work that waits for a person or for another program: the answer to a question, the other end of a pipe.</summary>
/// <remarks>The system does not let go of a thread that waits like this. An interruption therefore ends the wait for the work; the thread
/// stays behind and ends with the process.</remarks>
internal static class BlockingWork
{
    /// <exception cref="OperationCanceledException"><paramref name="interruption"/> was canceled before the work ended.</exception>
    public static Task<T> RunAsync<T>(Func<T> work, CancellationToken interruption) =>
        Task.Run(work, CancellationToken.None).WaitAsync(interruption);

    /// <summary>Runs work that may go on for a while after the interruption, because it keeps what is known.</summary>
    /// <exception cref="OperationCanceledException">The work did not end in time after <paramref name="interruption"/> was
    /// canceled.</exception>
    public static async Task RunAsync(Action work, TimeSpan grace, CancellationToken interruption)
    {
        using CancellationTokenSource late = new();
        using CancellationTokenRegistration interrupted = interruption.Register(() => late.CancelAfter(grace));
        await Task.Run(work, CancellationToken.None).WaitAsync(late.Token).ConfigureAwait(false);
    }
}
