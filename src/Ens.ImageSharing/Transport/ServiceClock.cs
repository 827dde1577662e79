namespace Ens.ImageSharing.Transport;

/// <summary>
/// The time as the service sees it: this machine's, plus an offset once the service has rejected this machine's. An offset is on trial
/// until the service has accepted it. Thread-safe.
/// </summary>
internal sealed class ServiceClock(TimeProvider timeProvider)
{
    private long _offsetTicks;
    private long _provenTicks;

    public TimeProvider TimeProvider => timeProvider;

    public TimeSpan Offset => new(Interlocked.Read(ref _offsetTicks));

    /// <summary>The date to sign with.</summary>
    public DateTimeOffset UtcNow => Shift(timeProvider.GetUtcNow(), Offset);

    /// <summary>Uses the date of a response that was just received, on trial.</summary>
    /// <returns>The new offset.</returns>
    public TimeSpan Correct(DateTimeOffset serverTime)
    {
        TimeSpan offset = serverTime - timeProvider.GetUtcNow();
        Interlocked.Exchange(ref _offsetTicks, offset.Ticks);
        return offset;
    }

    /// <summary>The service has accepted an offset.</summary>
    public void Confirm(TimeSpan offset) => Interlocked.Exchange(ref _provenTicks, offset.Ticks);

    /// <summary>An offset did not help: the last proven one is used again, unless another call has tried a different one since.</summary>
    public void Reject(TimeSpan offset) => Interlocked.CompareExchange(ref _offsetTicks, Interlocked.Read(ref _provenTicks), offset.Ticks);

    /// <summary>A clock near either end of time must not make the sum throw.</summary>
    private static DateTimeOffset Shift(DateTimeOffset time, TimeSpan offset) =>
        offset >= TimeSpan.Zero
            ? DateTimeOffset.MaxValue - time < offset ? DateTimeOffset.MaxValue : time + offset
            : time - DateTimeOffset.MinValue < offset.Negate() ? DateTimeOffset.MinValue : time + offset;
}
