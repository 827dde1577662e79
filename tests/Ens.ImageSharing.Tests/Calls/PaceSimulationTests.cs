namespace Ens.ImageSharing.Tests.Calls;

/// <summary>Minutes of callers against a limit, in simulated time.</summary>
public class PaceSimulationTests
{
    private static readonly double[] Rates = [1, 2, 5, 10, 30, 100, 200];

    public static TheoryData<Limiter, double> EveryRate => At(Rates);

    public static TheoryData<Limiter, double> HigherRates => At(Rates[3..]);

    [Theory]
    [InlineData(Limiter.TokenBucket, 1.05)]
    [InlineData(Limiter.LeakyBucket, 1.1)]
    [InlineData(Limiter.FixedWindow, 1.15)]
    public void A_bulk_job_of_150_calls_by_32_callers_under_ten_a_second_loses_no_call_and_little_time(Limiter limiter, double longest)
    {
        foreach (double start in new[] { 0.05, 0.3, 0.6, 0.9 })
        {
            PaceSimulation job = new PaceSimulation(limiter, 10) { MaxCalls = 150, Start = start }.Run();

            Assert.Equal((150, 0), (job.Done, job.Failed));
            Assert.InRange((job.LastDone - start) / ((150 - 10) / 10.0), 0.9, longest);
        }
    }

    [Theory, MemberData(nameof(EveryRate))]
    public void Callers_that_never_rest_use_the_limit_and_share_it_fairly(Limiter limiter, double rate)
    {
        foreach (int callers in new[] { 16, 64, 256 })
        {
            AssertGood(new PaceSimulation(limiter, rate, callers)
            {
                Callers = callers,
                KnownAfter = Known(rate),
                End = Known(rate) + Span(rate),
            });
        }
    }

    [Theory, MemberData(nameof(EveryRate))]
    public void One_caller_alone_never_fails(Limiter limiter, double rate)
    {
        PaceSimulation alone = new PaceSimulation(limiter, rate) { Callers = 1, End = 300 }.Run();

        Assert.Equal(0, alone.Failed);
        Assert.InRange(alone.Throughput, Math.Min(0.85, 1 / 0.04 / rate), 1.05);

        // A turn and, once refused, another one at the lowered rate.
        Assert.InRange(alone.LongestToFairWait, 0, 2.1);
    }

    [Theory, MemberData(nameof(EveryRate))]
    public void Hints_are_obeyed_and_the_limit_still_used(Limiter limiter, double rate) =>
        AssertGood(new PaceSimulation(limiter, rate) { Callers = 64, Hints = true, KnownAfter = Known(rate), End = Known(rate) + Span(rate) });

    [Theory, MemberData(nameof(HigherRates))]
    public void Bursts_after_a_rest_find_the_rate_still_known(Limiter limiter, double rate)
    {
        PaceSimulation bursts = new PaceSimulation(limiter, rate) { Callers = 100, Rest = 8, End = 200 }.Run();

        Assert.Equal(0, bursts.Failed);
        Assert.InRange(bursts.RefusedToAnswered, 0, 0.05);
        Assert.InRange(bursts.LongestToFairWait, 0, 2);
    }

    [Theory, MemberData(nameof(HigherRates))]
    public void A_limit_that_halves_and_comes_back_is_followed(Limiter limiter, double rate) => AssertGood(
        new PaceSimulation(limiter, rate) { Rate = now => (int)(now / 30) % 2 == 0 ? rate : rate / 2, End = 200 }, longestWait: 2.1);

    [Theory, MemberData(nameof(HigherRates))]
    public void A_limit_that_doubles_and_comes_back_is_followed(Limiter limiter, double rate) => AssertGood(
        new PaceSimulation(limiter, rate) { Rate = now => (int)(now / 30) % 2 == 0 ? rate : rate * 2, End = 200 }, longestWait: 2.1);

    [Theory, MemberData(nameof(HigherRates))]
    public void A_limit_that_a_stranger_shares_is_used_as_far_as_it_is_left(Limiter limiter, double rate) => AssertGood(
        new PaceSimulation(limiter, rate) { Callers = 64, Stranger = static _ => 0.4 });

    [Theory]
    [InlineData(Limiter.TokenBucket)]
    [InlineData(Limiter.FixedWindow)]
    [InlineData(Limiter.LeakyBucket)]
    public void A_stranger_who_comes_by_chance_is_made_way_for(Limiter limiter) => AssertGood(
        new PaceSimulation(limiter, 100) { Callers = 64, Stranger = static _ => 0.4, StrangerIsErratic = true });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(30)]
    public void No_call_fails_where_refused_calls_count_against_the_limit(double rate)
    {
        foreach (int callers in new[] { 2, 4, 12, 40, 100 })
        {
            PaceSimulation strict = new PaceSimulation(Limiter.StrictWindow, rate, callers) { Callers = callers, End = 60 }.Run();

            Assert.Equal((callers, rate, 0), (callers, rate, strict.Failed));
            Assert.InRange(strict.Throughput, 0.5, 1.05);
        }
    }

    [Theory, MemberData(nameof(EveryRate))]
    public void However_a_stranger_comes_no_call_fails(Limiter limiter, double rate)
    {
        for (int seed = 0; seed < 8; seed++)
        {
            Assert.Equal(0, new PaceSimulation(limiter, rate, seed) { Stranger = static now => (int)(now / 30) % 2 * 0.5, StrangerIsErratic = true }.Run().Failed);
        }
    }

    private static TheoryData<Limiter, double> At(double[] rates) =>
        new(Enum.GetValues<Limiter>().Where(limiter => limiter != Limiter.StrictWindow).SelectMany(_ => rates, (limiter, rate) => (limiter, rate)));

    private static double Known(double rate) => rate < 5 ? 60 : 20;

    private static double Span(double rate) => rate < 5 ? 400 : rate < 50 ? 200 : 60;

    private static void AssertGood(PaceSimulation simulation, double longestWait = 2)
    {
        simulation.Run();

        Assert.Equal(0, simulation.Failed);
        Assert.InRange(simulation.Throughput, 0.85, 1.1);
        Assert.InRange(simulation.RefusedToAnswered, 0, 0.05);
        Assert.InRange(simulation.LongestToFairWait, 0, longestWait);
    }
}
