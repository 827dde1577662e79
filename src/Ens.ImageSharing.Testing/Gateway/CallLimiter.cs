namespace Ens.ImageSharing.Testing.Gateway;

/// <summary>A limit on calls per second: a token bucket that holds the calls of one second, and at least one.</summary>
internal sealed class CallLimiter(TimeProvider timeProvider)
{
    private const double LongestInterval = 1e17;

    private readonly Lock _lock = new();
    private double? _maxCallsPerSecond;

    // The bucket is kept as the time, in ticks, at which it is full again.
    private long _fullAt;

    /// <summary>The limit; <see langword="null"/> for none. A new limit begins with a full bucket.</summary>
    public double? MaxCallsPerSecond
    {
        get
        {
            lock (_lock)
            {
                return _maxCallsPerSecond;
            }
        }

        set
        {
            lock (_lock)
            {
                _maxCallsPerSecond = value;
                _fullAt = 0;
            }
        }
    }

    /// <summary>Takes a token, if there is one.</summary>
    public bool TryTake()
    {
        lock (_lock)
        {
            if (_maxCallsPerSecond is not { } rate)
            {
                return true;
            }

            long now = timeProvider.GetUtcNow().UtcTicks;
            double interval = Math.Min(TimeSpan.TicksPerSecond / rate, LongestInterval);
            double capacity = Math.Max(1, rate);
            if (_fullAt - now > (long)(interval * (capacity - 1)))
            {
                return false;
            }

            _fullAt = Math.Max(_fullAt, now) + (long)interval;
            return true;
        }
    }
}
