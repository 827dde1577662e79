using Ens.ImageSharing.Calls;

namespace Ens.ImageSharing.Tests.Calls;

public class BackOffTests
{
    private const int Draws = 100_000;

    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 1)]
    [InlineData(3, 4)]
    [InlineData(5, 16)]
    [InlineData(6, 20)]
    [InlineData(99, 20)]
    public void A_step_doubles_up_to_the_longest(int retry, double seconds)
    {
        BackOff almostOne = new(First, Longest, () => 0.9999999);

        Assert.InRange(almostOne.Delay(retry, null, throttled: false).TotalSeconds, seconds * 0.999, seconds);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0.5)]
    public void A_wait_is_spread_evenly_over_its_step_and_after_throttling_over_the_upper_half(bool throttled, double floor)
    {
        Random random = new(20261124);
        BackOff backOff = new(First, Longest, random.NextDouble);

        double[] parts = [.. Enumerable.Range(0, Draws).Select(_ => backOff.Delay(2, null, throttled) / TimeSpan.FromSeconds(2))];

        Assert.InRange(parts.Min(), floor, floor + 0.001);
        Assert.InRange(parts.Max(), 0.999, 1);
        Assert.InRange(parts.Average(), ((floor + 1) / 2) - 0.005, ((floor + 1) / 2) + 0.005);
    }

    [Fact]
    public void No_delay_is_no_delay() => Assert.Equal(TimeSpan.Zero, new BackOff(TimeSpan.Zero, Longest, () => 0.5).Delay(9, null, throttled: true));

    [Theory]
    [InlineData(0.001, 0.001)]
    [InlineData(59, 59)]
    [InlineData(3600, 60)]
    public void A_hint_is_taken_as_it_is_up_to_a_minute(double asked, double expected) =>
        Assert.Equal(TimeSpan.FromSeconds(expected), new BackOff(First, Longest, () => 0.5).Delay(0, TimeSpan.FromSeconds(asked), throttled: true));
}
