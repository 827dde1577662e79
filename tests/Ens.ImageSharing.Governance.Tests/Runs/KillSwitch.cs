namespace Ens.ImageSharing.Governance.Tests.Runs;

/// <summary>Kills a run at one of the points that it passes: from there on, nothing of it ever continues.</summary>
/// <param name="at">The number of the point, starting at 1; 0 never kills.</param>
internal sealed class KillSwitch(int at)
{
    private readonly TaskCompletionSource _killed = new();

    /// <summary>How many points were passed.</summary>
    public int Points { get; private set; }

    public bool IsKilled => _killed.Task.IsCompleted;

    public Task PassAsync()
    {
        if (++Points != at)
        {
            return Task.CompletedTask;
        }

        _killed.SetResult();
        return new TaskCompletionSource().Task;
    }

    /// <summary>Runs until the end or until it is killed.</summary>
    public async Task<List<ShareStepResult>> RunAsync(IAsyncEnumerable<ShareStepResult> run)
    {
        List<ShareStepResult> results = [];
        IAsyncEnumerator<ShareStepResult> enumerator = run.GetAsyncEnumerator();
        while (true)
        {
            Task<bool> next = enumerator.MoveNextAsync().AsTask();
            if (await Task.WhenAny(next, _killed.Task) == _killed.Task || !await next)
            {
                return results;
            }

            results.Add(enumerator.Current);
        }
    }
}
