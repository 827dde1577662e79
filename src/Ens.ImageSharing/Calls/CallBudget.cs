namespace Ens.ImageSharing.Calls;

/// <summary>
/// The time that a call may take. Its token is canceled when the time is spent or the caller cancels. The time stands still until the first
/// turn, and while the call waits for another one.
/// </summary>
internal sealed class CallBudget : IDisposable
{
    private readonly TimeProvider _timeProvider;
    private readonly CancellationTokenSource _source;
    private readonly ITimer _timer;
    private TimeSpan _left;
    private long _resumedAt;
    private bool _isRunning;
    private volatile bool _isSpent;

    public CallBudget(TimeSpan limit, TimeProvider timeProvider, CancellationToken callerToken)
    {
        _timeProvider = timeProvider;
        _left = limit;
        _source = CancellationTokenSource.CreateLinkedTokenSource(callerToken);
        _timer = timeProvider.CreateTimer(
            static budget => ((CallBudget)budget!).Spend(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public CancellationToken Token => _source.Token;

    /// <summary>Whether the time is over.</summary>
    public bool IsSpent => _isSpent;

    public TimeSpan Remaining => _isRunning ? _left - _timeProvider.GetElapsedTime(_resumedAt) : _left;

    public void Resume()
    {
        if (!_isRunning)
        {
            _isRunning = true;
            _resumedAt = _timeProvider.GetTimestamp();
            _timer.Change(_left > TimeSpan.Zero ? _left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    public void Pause()
    {
        if (_isRunning)
        {
            _left = Remaining;
            _isRunning = false;
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

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
