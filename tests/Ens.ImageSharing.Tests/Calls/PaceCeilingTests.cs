using CsCheck;
using Ens.ImageSharing.Calls;
using Microsoft.Extensions.Time.Testing;

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
                List<(long Ticket, Task<int> Turn)> waiting = [];
                List<double> sent = [];
                foreach (int arrival in arrivals)
                {
                    time.After(arrival / 1000.0, () =>
                    {
                        long ticket = pace.NextTicket();
                        waiting.Add((ticket, pace.WaitAsync(ticket, CancellationToken.None).AsTask()));
                    });
                }

                while (time.Step())
                {
                    foreach ((long ticket, Task<int> turn) in waiting.Where(waiter => waiter.Turn.IsCompleted).ToArray())
                    {
                        waiting.Remove((ticket, turn));

                        // What a request waits for after its turn: a key, a connection, a handler of the host.
                        time.After(random.Next(4) == 0 ? random.NextDouble() : 0, () =>
                        {
                            sent.Add(time.Seconds);
                            pace.Used(ticket, hasEnded: false);
                            if (random.Next(10) == 0)
                            {
                                pace.Refused(PaceTests.Had(turn), null);
                            }
                            else
                            {
                                pace.Answered();
                            }

                            pace.Used(ticket, hasEnded: true);
                        });
                    }
                }

                Assert.Equal(arrivals.Length, sent.Count);
                Assert.All(
                    sent,
                    first => Assert.InRange(sent.Count(other => other >= first && other < first + 1 - 1e-9), 1, Math.Max(1, Math.Floor(ceiling))));
                Assert.All(sent.Zip(sent.Skip(1)), pair => Assert.True(pair.Second - pair.First >= (1 / ceiling) - 1e-9));
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
                long ticket = pace.NextTicket();
                await pace.WaitAsync(ticket, i % 3 == 0 ? source.Token : CancellationToken.None);
                pace.Answered();
                pace.Used(ticket, hasEnded: true);
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

        do
        {
            // Tickets count from one.
            Array.ForEach([.. Enumerable.Range(1, 100).Where(ticket => turns[ticket - 1].IsCompleted)], ticket => pace.Used(ticket, hasEnded: true));
            Assert.InRange(time.Timers, 0, 1);
        }
        while (time.Step());

        Assert.All(turns, turn => Assert.True(turn.IsCompletedSuccessfully));
        Assert.Equal(9.9, time.Seconds, 0.2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_turn_of_a_first_request_that_opens_a_connection_ends_with_its_attempt(bool isFirstLate)
    {
        FakeTimeProvider time = new();
        Pace pace = new(time, 10, isFirstLate);
        Task<int> first = pace.WaitAsync(1, CancellationToken.None).AsTask(), second = pace.WaitAsync(2, CancellationToken.None).AsTask();
        pace.Used(1, hasEnded: false);

        time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal((true, !isFirstLate), (first.IsCompleted, second.IsCompleted));

        pace.Used(1, hasEnded: true);
        time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.True(second.IsCompleted);
    }

    [Fact]
    public void The_turn_of_a_request_that_is_never_sent_ends_with_its_attempt()
    {
        FakeTimeProvider time = new();
        Pace pace = new(time, 10);
        Task<int> first = pace.WaitAsync(1, CancellationToken.None).AsTask(), second = pace.WaitAsync(2, CancellationToken.None).AsTask();

        time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal((true, false), (first.IsCompleted, second.IsCompleted));

        pace.Used(1, hasEnded: true);
        time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.True(second.IsCompleted);
    }
}
