using Ens.ImageSharing.Transport;

namespace Ens.ImageSharing.Tests.Transport;

/// <summary>The time as the service sees it.</summary>
public class ServiceClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly SettableTime _time = new() { Now = Start };
    private readonly ServiceClock _clock;

    public ServiceClockTests() => _clock = new ServiceClock(_time);

    [Fact]
    public void A_clock_at_the_end_of_time_stays_there()
    {
        _clock.Correct(DateTimeOffset.MaxValue.AddDays(-1));
        _time.Now = Start.AddDays(2);

        Assert.Equal(DateTimeOffset.MaxValue, _clock.UtcNow);
    }

    [Fact]
    public void A_clock_at_the_beginning_of_time_stays_there()
    {
        _clock.Correct(DateTimeOffset.MinValue.AddDays(1));
        _time.Now = Start.AddDays(-2);

        Assert.Equal(DateTimeOffset.MinValue, _clock.UtcNow);
    }

    [Fact]
    public void An_offset_that_is_rejected_gives_way_to_the_last_one_that_was_confirmed()
    {
        _clock.Confirm(_clock.Correct(Start.AddHours(1)));

        _clock.Reject(_clock.Correct(Start.AddHours(9)));

        Assert.Equal(Start.AddHours(1), _clock.UtcNow);
    }

    [Fact]
    public void An_offset_that_another_call_has_replaced_is_not_touched_by_its_rejection()
    {
        TimeSpan useless = _clock.Correct(Start.AddHours(9));
        _clock.Correct(Start.AddHours(1));

        _clock.Reject(useless);

        Assert.Equal(Start.AddHours(1), _clock.UtcNow);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Useless_offsets_of_several_calls_are_all_undone_in_any_order(bool reversed)
    {
        TimeSpan[] offsets = [.. Enumerable.Range(1, 16).Select(hours => _clock.Correct(Start.AddHours(hours)))];

        foreach (TimeSpan offset in reversed ? offsets.AsEnumerable().Reverse() : offsets)
        {
            _clock.Reject(offset);
        }

        Assert.Equal(Start, _clock.UtcNow);
    }

    /// <summary>A clock that may go back, too.</summary>
    private sealed class SettableTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
