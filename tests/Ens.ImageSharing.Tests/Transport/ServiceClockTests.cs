using Ens.ImageSharing.Transport;
using Microsoft.Extensions.Time.Testing;

namespace Ens.ImageSharing.Tests.Transport;

/// <summary>The service's time near the ends of the calendar.</summary>
public class ServiceClockTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("9999-12-31T00:00:00Z", "9999-12-31T23:59:59.9999999Z")]
    [InlineData("0001-01-02T00:00:00Z", "0001-01-04T00:00:00Z")]
    public void A_clock_at_the_end_of_time_stays_there(string serverTime, string expected)
    {
        FakeTimeProvider time = new(Now);
        ServiceClock clock = new(time);
        clock.Correct(DateTimeOffset.Parse(serverTime, System.Globalization.CultureInfo.InvariantCulture));

        time.SetUtcNow(Now.AddDays(2));

        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), clock.UtcNow);
    }

    [Fact]
    public void A_clock_at_the_beginning_of_time_stays_there()
    {
        FakeTimeProvider time = new(Now) { AutoAdvanceAmount = TimeSpan.Zero };
        ServiceClock clock = new(new EarlierTime(time));
        clock.Correct(DateTimeOffset.MinValue);

        Assert.Equal(DateTimeOffset.MinValue, clock.UtcNow);
    }

    /// <summary>A machine's clock that is set back by a day each time it is read.</summary>
    private sealed class EarlierTime(FakeTimeProvider time) : TimeProvider
    {
        private int _reads;

        public override DateTimeOffset GetUtcNow() => time.GetUtcNow().AddDays(-_reads++);
    }
}
