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
    public void Correct(DateTimeOffset serverTime) => Interlocked.Exchange(ref _offsetTicks, (serverTime - timeProvider.GetUtcNow()).Ticks);

    /// <summary>A clock near either end of time must not make the sum throw.</summary>
    private static DateTimeOffset Shift(DateTimeOffset time, TimeSpan offset) =>
        offset >= TimeSpan.Zero
            ? DateTimeOffset.MaxValue - time < offset ? DateTimeOffset.MaxValue : time + offset
            : time - DateTimeOffset.MinValue < offset.Negate() ? DateTimeOffset.MinValue : time + offset;
}
