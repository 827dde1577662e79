namespace Ens.ImageSharing.Tests.Doubles;

/// <summary>Waits for what other threads do, which takes as long as the thread pool takes.</summary>
internal static class Patience
{
    public static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
