namespace Ens.ImageSharing.Tests.Calls;

/// <summary>How services count calls.</summary>
public enum Limiter
{
    /// <summary>A bucket of one second's worth of tokens.</summary>
    TokenBucket,

    /// <summary>So many in each second of the clock; below one a second, one in each longer window.</summary>
    FixedWindow,

    /// <summary>So many in the second before, refused ones included.</summary>
    StrictWindow,

    /// <summary>A bucket that leaks at the rate and holds a quarter of a second's worth, or two calls.</summary>
    LeakyBucket,
}

/// <summary>A service that takes so many calls a second; the rate may change with the time.</summary>
internal sealed class PaceSimulationService(Limiter limiter, Func<double, double> rate)
{
    private double _level = double.NaN;
    private double _last;
    private readonly Queue<double> _calls = new();
    private long _window = -1;

    public bool Takes(double now)
    {
        double limit = rate(now);
        return limiter switch
        {
            Limiter.StrictWindow => TakesInStrictWindow(now, Math.Floor(limit)),
            Limiter.FixedWindow => TakesInWindow((long)Math.Floor(now), Math.Floor(limit)),
            Limiter.TokenBucket => TakesInBucket(now, limit, Math.Max(1, limit)),
            _ => TakesInBucket(now, limit, Math.Max(2, limit / 4)),
        };
    }

    private bool TakesInWindow(long window, double most)
    {
        _level = window == _window ? _level : most;
        _window = window;
        return TakesOne();
    }

    private bool TakesInStrictWindow(double now, double most)
    {
        while (_calls.TryPeek(out double first) && first <= now - 1)
        {
            _calls.Dequeue();
        }

        _calls.Enqueue(now);
        return _calls.Count <= most;
    }

    private bool TakesInBucket(double now, double limit, double capacity)
    {
        _level = double.IsNaN(_level) ? capacity : Math.Min(capacity, _level + ((now - _last) * limit));
        _last = now;
        return TakesOne();
    }

    private bool TakesOne()
    {
        bool takes = _level >= 1 - 1e-9;
        _level -= takes ? 1 : 0;
        return takes;
    }
}
