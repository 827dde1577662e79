using Ens.ImageSharing.Calls;
using Microsoft.Extensions.Time.Testing;

namespace Ens.ImageSharing.Tests.Calls;

public class PaceTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Pace _pace;

    public PaceTests() => _pace = new Pace(_time, null);

#if !NETSTANDARD_ASSET
    [Fact]
    public void A_million_turns_that_nothing_limits_are_had_at_once_and_allocate_nothing()
    {
        Assert.Equal(0, Allocation.Of(() =>
        {
            for (int i = 0; i < 2_000; i++)
            {
                ValueTask<int> turn = _pace.WaitAsync(_pace.NextTicket(), TestContext.Current.CancellationToken);
                Assert.True(turn.IsCompletedSuccessfully);
                _pace.Answered();
            }

            return null;
        }));
    }
#endif

    [Fact]
    public void Many_turns_at_once_are_had_while_nothing_limits()
    {
        Task<int>[] turns = [.. Enumerable.Range(0, 1_000).Select(_ => Wait(_pace.NextTicket()))];

        Assert.All(turns, turn => Assert.True(turn.IsCompletedSuccessfully));
    }

    [Fact]
    public void After_a_refusal_turns_are_had_one_after_the_other_in_order_of_arrival()
    {
        _pace.Refused(Free(), null);
        long[] tickets = [.. Enumerable.Range(0, 5).Select(_ => _pace.NextTicket())];
        List<(int Place, Task<int> Turn)> waiting = [.. new[] { 3, 0, 4, 2, 1 }.Select(place => (place, Wait(tickets[place])))];
        List<int> order = [];

        for (int i = 0; i < 1_000; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            int[] now = [.. waiting.Where(waiter => waiter.Turn.IsCompleted).Select(waiter => waiter.Place)];
            waiting.RemoveAll(waiter => now.Contains(waiter.Place));
            Assert.InRange(now.Length, 0, 1);
            order.AddRange(now);
        }

        Assert.Equal([0, 1, 2, 3, 4], order);
    }

    [Fact]
    public void A_refused_call_keeps_its_place()
    {
        long first = _pace.NextTicket();
        _pace.Refused(Had(Wait(first)), TimeSpan.FromSeconds(1));
        Task<int> second = Wait(_pace.NextTicket());

        Task<int> again = Wait(first);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((true, false), (again.IsCompleted, second.IsCompleted));
    }

    [Fact]
    public void A_hint_pauses_every_caller()
    {
        int other = Free();
        _pace.Refused(other, TimeSpan.FromSeconds(7));
        Task<int> turn = Wait(_pace.NextTicket());

        _time.Advance(TimeSpan.FromSeconds(6.9));
        Assert.False(turn.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(turn.IsCompleted);
    }

    [Fact]
    public void A_hint_of_an_hour_pauses_for_a_minute()
    {
        _pace.Refused(Free(), TimeSpan.FromHours(1));
        Task<int> turn = Wait(_pace.NextTicket());

        _time.Advance(TimeSpan.FromSeconds(59.9));
        Assert.False(turn.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(turn.IsCompleted);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_hint_that_asks_for_no_wait_is_none(int seconds)
    {
        _pace.Refused(Free(), TimeSpan.FromSeconds(seconds));

        Task<int> turn = Wait(_pace.NextTicket());
        Assert.False(turn.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.True(turn.IsCompleted);
    }

    [Fact]
    public void A_longer_hint_in_a_later_refusal_of_the_same_burst_is_obeyed_too()
    {
        (int one, int other) = (Free(), Free());
        _pace.Refused(one, TimeSpan.FromSeconds(1));
        _pace.Refused(other, TimeSpan.FromSeconds(3));

        Task<int> turn = Wait(_pace.NextTicket());
        _time.Advance(TimeSpan.FromSeconds(2.9));
        Assert.False(turn.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(turn.IsCompleted);
    }

    [Fact]
    public async Task A_cancelled_wait_ends_at_once_and_gives_its_place_to_the_next()
    {
        _pace.Refused(Free(), TimeSpan.FromSeconds(1));
        using CancellationTokenSource source = new();
        Task<int> first = _pace.WaitAsync(_pace.NextTicket(), source.Token).AsTask();
        Task<int> second = Wait(_pace.NextTicket());

        await source.CancelAsync();

        Assert.True(first.IsCanceled);
        OperationCanceledException cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal(source.Token, cancelled.CancellationToken);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(second.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_token_that_was_cancelled_before_gets_no_place()
    {
        _pace.Refused(Free(), TimeSpan.FromSeconds(1));

        Assert.True(_pace.WaitAsync(_pace.NextTicket(), new CancellationToken(canceled: true)).AsTask().IsCanceled);
        Task<int> next = Wait(_pace.NextTicket());
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(next.IsCompletedSuccessfully);
    }

    [Fact]
    public void The_rate_begins_with_what_was_answered_in_the_last_second_even_if_refusals_come_first()
    {
        int[] burst = [.. Enumerable.Range(0, 60).Select(_ => Free())];
        foreach (int turn in burst[50..])
        {
            _pace.Refused(turn, null);
        }

        foreach (int turn in burst[..50])
        {
            _pace.Answered();
        }

        Assert.InRange(TurnsIn(TimeSpan.FromSeconds(2)), 80, 100);
    }

    [Fact]
    public void The_refusals_of_one_burst_slow_down_once()
    {
        int[] burst = [.. Enumerable.Range(0, 40).Select(_ => Free())];
        foreach (int turn in burst[..20])
        {
            _pace.Answered();
        }

        foreach (int turn in burst[20..])
        {
            _pace.Refused(turn, null);
        }

        Assert.InRange(TurnsIn(TimeSpan.FromSeconds(2)), 32, 40);
    }

    [Fact]
    public void Each_refusal_of_a_call_that_was_sent_since_the_last_slows_down_further()
    {
        SettleAt(20);
        int before = TurnsIn(TimeSpan.FromSeconds(2));
        for (int i = 0; i < 5; i++)
        {
            _pace.Answered();
            _pace.Refused(Next(), null);
        }

        Assert.InRange(TurnsIn(TimeSpan.FromSeconds(2)), 1, before * 0.75);
    }

    [Fact]
    public void A_limit_that_is_no_more_is_outgrown()
    {
        SettleAt(10);

        TurnsIn(TimeSpan.FromSeconds(30));

        Assert.InRange(TurnsIn(TimeSpan.FromSeconds(1)), 200, int.MaxValue);
    }

    [Fact]
    public void Calls_that_do_not_wait_do_not_grow_the_rate()
    {
        SettleAt(10);
        for (int i = 0; i < 200; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.True(Wait(_pace.NextTicket()).IsCompleted);
            _pace.Answered();
        }

        Assert.InRange(TurnsIn(TimeSpan.FromSeconds(1)), 8, 12);
    }

    [Fact]
    public void Five_minutes_without_a_refusal_end_the_limit()
    {
        SettleAt(10);

        _time.Advance(TimeSpan.FromMinutes(5.1));

        Task<int>[] turns = [.. Enumerable.Range(0, 100).Select(_ => Wait(_pace.NextTicket()))];
        Assert.All(turns, turn => Assert.True(turn.IsCompleted));
    }

    [Fact]
    public void A_ceiling_is_reached()
    {
        Pace pace = new(_time, 50);

        Assert.InRange(TurnsIn(pace, TimeSpan.FromSeconds(10)), 490, 500);
    }

    private Task<int> Wait(long ticket) => _pace.WaitAsync(ticket, CancellationToken.None).AsTask();

    /// <summary>A turn while nothing limits.</summary>
    private int Free() => Had(Wait(_pace.NextTicket()));

    internal static int Had(Task<int> turn) =>
        turn.IsCompletedSuccessfully ? turn.Result : throw new InvalidOperationException("There is no turn yet.");

    /// <summary>The next turn, however long it takes.</summary>
    private int Next()
    {
        Task<int> turn = Wait(_pace.NextTicket());
        while (!turn.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(10));
        }

        return Had(turn);
    }

    private void SettleAt(int rate)
    {
        int[] burst = [.. Enumerable.Range(0, rate + 1).Select(_ => Free())];
        for (int i = 0; i < rate; i++)
        {
            _pace.Answered();
        }

        _pace.Refused(burst[rate], null);
        Next();
        _pace.Answered();
    }

    private int TurnsIn(TimeSpan time) => TurnsIn(_pace, time);

    /// <summary>How many turns a caller has who takes each at once and is answered at once.</summary>
    private int TurnsIn(Pace pace, TimeSpan time)
    {
        int turns = 0;
        long ticket = pace.NextTicket();
        Task<int> turn = pace.WaitAsync(ticket, CancellationToken.None).AsTask();
        for (TimeSpan passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromMilliseconds(1))
        {
            while (turn.IsCompleted && turns < 100_000)
            {
                turns++;
                pace.Answered();
                pace.Used(ticket, hasEnded: true);
                ticket = pace.NextTicket();
                turn = pace.WaitAsync(ticket, CancellationToken.None).AsTask();
            }

            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        return turns;
    }
}
