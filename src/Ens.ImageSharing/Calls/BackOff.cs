namespace Ens.ImageSharing.Calls;

/// <summary>How long to wait before another attempt.</summary>
/// <param name="firstStep">The step before the first retry; each further one is twice as long.</param>
/// <param name="longestStep">No step is longer.</param>
/// <param name="random">A number from 0 up to, but not including, 1.</param>
internal sealed class BackOff(TimeSpan firstStep, TimeSpan longestStep, Func<double> random)
{
    /// <summary>The longest hint that is honored. A service that asks for more is called again later, by the caller.</summary>
    public static readonly TimeSpan LongestHint = TimeSpan.FromSeconds(60);

    /// <summary>
    /// What the service asks for, if it does; otherwise a random part of the step, so that callers that failed together do not come
    /// back together. After throttling never less than half of the step: coming back at once is what was refused.
    /// </summary>
    /// <param name="retry">0 before the first retry.</param>
    /// <param name="hint">How long the service asks to wait.</param>
    /// <param name="throttled">Whether the service refused for too many calls.</param>
    public TimeSpan Delay(int retry, TimeSpan? hint, bool throttled)
    {
        if (hint is { } asked)
        {
            // Stryker disable once Equality: a hint of exactly the limit is the limit.
            return asked < LongestHint ? asked : LongestHint;
        }

        double step = Math.Min(firstStep.Ticks * Math.Pow(2, retry), longestStep.Ticks);
        double floor = throttled ? step / 2 : 0;
        return TimeSpan.FromTicks((long)(floor + ((step - floor) * random())));
    }
}
