using CsCheck;
using Ens.ImageSharing.Calls;

namespace Ens.ImageSharing.Tests.Calls;

public class PaceCeilingTests
{
    [Fact]
    public void No_second_ever_holds_more_turns_than_the_ceiling() =>
        Gen.Select(Gen.Double[0.5, 60], Gen.Int[0, 20_000].Array[1, 150], Gen.Int).Sample(
            (ceiling, arrivals, seed) =>
            {
                Random random = new(seed);
                PaceSimulationTime time = new(() => TimeSpan.FromMilliseconds(random.Next(0, 16)));
                Pace pace = new(time, ceiling);
                List<Task<int>> waiting = [];
                List<double> turns = [];
                foreach (int arrival in arrivals)
                {
                    time.After(arrival / 1000.0, () => waiting.Add(pace.WaitAsync(pace.NextTicket(), CancellationToken.None).AsTask()));
                }

                while (time.Step())
                {
                    foreach (Task<int> turn in waiting.Where(turn => turn.IsCompleted).ToArray())
                    {
                        turns.Add(time.Seconds);
                        waiting.Remove(turn);
                        if (random.Next(10) == 0)
                        {
                            pace.Refused(PaceTests.Had(turn), null);
                        }
                        else
                        {
                            pace.Answered();
                        }
                    }
                }

                Assert.Equal(arrivals.Length, turns.Count);
                Assert.All(
                    turns,
                    first => Assert.InRange(turns.Count(turn => turn >= first && turn < first + 1 - 1e-9), 1, Math.Ceiling(ceiling)));
                Assert.All(turns.Zip(turns.Skip(1)), pair => Assert.True(pair.Second - pair.First >= (1 / ceiling) - 1e-9));
            },
            iter: 300);

    [Fact]
    public async Task Every_wait_of_many_threads_ends()
    {
        Pace pace = new(TimeProvider.System, 5_000);
        using CancellationTokenSource source = new();

        Task<bool>[] waits = [.. Enumerable.Range(0, 400).Select(i => Task.Run(async () =>
        {
            try
            {
                await pace.WaitAsync(pace.NextTicket(), i % 3 == 0 ? source.Token : CancellationToken.None);
                pace.Answered();
                return true;
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }))];
        await waits[0];
        await source.CancelAsync();
        bool[] ended = await Task.WhenAll(waits).WaitAsync(TimeSpan.FromMinutes(2));

        Assert.All(ended.Where((_, i) => i % 3 != 0), Assert.True);
    }

    [Fact]
    public void However_many_wait_there_is_one_timer()
    {
        PaceSimulationTime time = new();
        Pace pace = new(time, 10);

        Task<int>[] turns = [.. Enumerable.Range(0, 100).Select(_ => pace.WaitAsync(pace.NextTicket(), CancellationToken.None).AsTask())];

        Assert.Equal(1, time.Timers);
        while (time.Step())
        {
            Assert.InRange(time.Timers, 0, 1);
        }

        Assert.All(turns, turn => Assert.True(turn.IsCompletedSuccessfully));
        Assert.Equal(9.9, time.Seconds, 0.2);
    }
}
