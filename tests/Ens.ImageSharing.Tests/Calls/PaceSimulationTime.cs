namespace Ens.ImageSharing.Tests.Calls;

/// <summary>
/// Time that stands still while anything happens and jumps to the next event: a simulation of minutes takes milliseconds, and the
/// same ones each time.
/// </summary>
/// <param name="timerLateness">By how much a timer comes too late, as the timers of real systems do.</param>
internal sealed class PaceSimulationTime(Func<TimeSpan>? timerLateness = null) : TimeProvider
{
    private readonly PriorityQueue<Action, (long Time, int Order)> _events = new();
    private long _now;
    private int _order;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public double Seconds => TimeSpan.FromTicks(_now).TotalSeconds;

    public int Timers { get; private set; }

    public override long GetTimestamp() => _now;

    public void After(double seconds, Action action) => _events.Enqueue(action, (_now + (long)(seconds * TimeSpan.TicksPerSecond), _order++));

    /// <summary>Goes on to the next event.</summary>
    public bool Step()
    {
        if (!_events.TryDequeue(out Action? action, out (long Time, int Order) at))
        {
            return false;
        }

        _now = at.Time;
        action();
        return true;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Timer timer = new(this);
        Timers++;
        After((dueTime + (timerLateness?.Invoke() ?? TimeSpan.Zero)).TotalSeconds, () =>
        {
            if (timer.TryEnd())
            {
                callback(state);
            }
        });
        return timer;
    }

    private sealed class Timer(PaceSimulationTime time) : ITimer
    {
        private bool _ended;

        public bool TryEnd()
        {
            bool ends = !_ended;
            _ended = true;
            time.Timers -= ends ? 1 : 0;
            return ends;
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException();

        public void Dispose() => TryEnd();

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
