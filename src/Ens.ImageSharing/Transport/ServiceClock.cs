namespace Ens.ImageSharing.Transport;

/// <summary>The time as the service sees it: this machine's, plus an offset once the service has proved it wrong. Thread-safe.</summary>
internal sealed class ServiceClock(TimeProvider timeProvider)
{
    private long _offsetTicks;

    public TimeProvider TimeProvider => timeProvider;

    public TimeSpan Offset => new(Interlocked.Read(ref _offsetTicks));

    /// <summary>The date to sign with.</summary>
    public DateTimeOffset UtcNow => Shift(timeProvider.GetUtcNow(), Offset);

    /// <summary>Takes over what an answer's <c>Date</c> says, read just now.</summary>
    /// <returns>The offset before and after.</returns>
    public (TimeSpan Before, TimeSpan After) Correct(DateTimeOffset serverTime)
    {
        TimeSpan offset = serverTime - timeProvider.GetUtcNow();
        return (new TimeSpan(Interlocked.Exchange(ref _offsetTicks, offset.Ticks)), offset);
    }

    /// <summary>Takes a correction back, unless another call has made one since.</summary>
    public void Restore(TimeSpan after, TimeSpan before) => Interlocked.CompareExchange(ref _offsetTicks, before.Ticks, after.Ticks);

    /// <summary>A clock near either end of time must not make the sum throw.</summary>
    private static DateTimeOffset Shift(DateTimeOffset time, TimeSpan offset) =>
        offset >= TimeSpan.Zero
            ? DateTimeOffset.MaxValue - time < offset ? DateTimeOffset.MaxValue : time + offset
            : time - DateTimeOffset.MinValue < offset.Negate() ? DateTimeOffset.MinValue : time + offset;
}
