using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace Ens.ImageSharing.Tests.Calls;

/// <summary>A clock on which waits are over at once, by moving the clock: so the back-off is seen and nobody sleeps. The budgets' timers are left alone.</summary>
internal sealed class SkippingTime : FakeTimeProvider
{
    public static readonly DateTimeOffset Epoch = new(2026, 3, 27, 0, 0, 0, TimeSpan.Zero);

    private readonly TimeSpan[] _budgets;

    public SkippingTime(EnsClientOptions options, params TimeSpan[] more)
        : base(Epoch) =>
        _budgets = [options.AttemptTimeout, options.Timeout, Timeout.InfiniteTimeSpan, .. more];

    /// <summary>The waits, in order.</summary>
    public ConcurrentQueue<TimeSpan> Waits { get; } = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        if (!_budgets.Contains(dueTime))
        {
            Waits.Enqueue(dueTime);
            _ = Task.Run(() => Advance(dueTime));
        }

        return timer;
    }
}
