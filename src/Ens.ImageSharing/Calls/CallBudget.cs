namespace Ens.ImageSharing.Calls;

/// <summary>The time that a call may take. Its token is canceled when the time is spent or the caller cancels.</summary>
internal sealed class CallBudget : IDisposable
{
    private readonly TimeProvider _timeProvider;
    private readonly TimeSpan _limit;
    private readonly long _start;
    private readonly CancellationTokenSource _source;
    private readonly ITimer _timer;
    private volatile bool _isSpent;

    public CallBudget(TimeSpan limit, TimeProvider timeProvider, CancellationToken callerToken)
    {
        _timeProvider = timeProvider;
        _limit = limit;
        _start = timeProvider.GetTimestamp();
        _source = CancellationTokenSource.CreateLinkedTokenSource(callerToken);
        _timer = timeProvider.CreateTimer(static budget => ((CallBudget)budget!).Spend(), this, limit, Timeout.InfiniteTimeSpan);
    }

    public CancellationToken Token => _source.Token;

    /// <summary>Whether the time is over.</summary>
    public bool IsSpent => _isSpent;

    public TimeSpan Remaining => _limit - _timeProvider.GetElapsedTime(_start);

    public void Dispose()
    {
        _timer.Dispose();
        _source.Dispose();
    }

    private void Spend()
    {
        _isSpent = true;
        try
        {
            _source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The call ended at the same moment.
        }
    }
}
