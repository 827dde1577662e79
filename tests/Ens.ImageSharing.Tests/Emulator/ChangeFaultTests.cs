using Microsoft.Extensions.Time.Testing;

namespace Ens.ImageSharing.Tests.Emulator;

/// <summary>What can go wrong with a change, and between two requests.</summary>
public class ChangeFaultTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 27, 0, 0, 0, TimeSpan.Zero));
    private readonly EnsEmulator _emulator;
    private readonly RawCaller _caller;

    public ChangeFaultTests()
    {
        _emulator = new EnsEmulator(_time);
        _caller = RawCaller.Of(_emulator, _time);
        _emulator.Share("m-1", "7");
    }

    [Fact]
    public async Task A_lost_answer_is_that_of_a_change_that_was_made()
    {
        _emulator.Faults.LoseAnswer();

        await Assert.ThrowsAsync<HttpRequestException>(() => _caller.ChangeAsync("m-1", add: "8"));

        Assert.Equal(["7", "8"], _emulator.AccountsOf("m-1"));
        Assert.Null(_emulator.Requests[0].StatusCode);
    }

    [Fact]
    public async Task A_dropped_connection_is_that_of_a_change_that_was_not_made()
    {
        _emulator.Faults.Drop();

        await Assert.ThrowsAsync<HttpRequestException>(() => _caller.ChangeAsync("m-1", add: "8"));

        Assert.Equal(["7"], _emulator.AccountsOf("m-1"));
    }

    [Fact]
    public async Task An_answer_in_place_of_a_change_leaves_everything_as_it_was()
    {
        _emulator.Faults.Throttle().Error(500, EnsErrorCodes.InternalError);

        await _caller.ChangeAsync("m-1", add: "8");
        await _caller.ChangeAsync("m-1", add: "8");

        Assert.Equal(["7"], _emulator.AccountsOf("m-1"));
    }

    [Fact]
    public async Task The_error_code_of_a_fault_is_recorded()
    {
        _emulator.Faults.Throttle();

        await _caller.ListImagesAsync();

        Assert.Equal(("DescribeSelfImages", 400, "Throttling.User"), (_emulator.Requests[0].Action, _emulator.Requests[0].StatusCode, _emulator.Requests[0].ErrorCode));
    }

    [Fact]
    public async Task The_world_moves_before_the_next_request()
    {
        _emulator.Faults.BeforeNext(emulator => emulator.Share("m-1", "8"));
        Assert.Equal(["7"], _emulator.AccountsOf("m-1"));

        Assert.Equal(["7", "8"], (await _caller.ListAccountsAsync("m-1")).AliyunUids);
    }

    [Fact]
    public async Task The_world_moves_between_the_faults_around_it()
    {
        _emulator.Faults.Succeed().BeforeNext(emulator => emulator.Unshare("m-1", "7")).BeforeNext(emulator => emulator.Share("m-1", "9")).Throttle();
        Assert.Equal(4, _emulator.Faults.Count);

        Assert.Equal(["7"], (await _caller.ListAccountsAsync("m-1")).AliyunUids);
        Assert.Equal(["7"], _emulator.AccountsOf("m-1"));
        Assert.Equal("Throttling.User", (await _caller.ListAccountsAsync("m-1")).ErrorCode);
        Assert.Equal(["9"], _emulator.AccountsOf("m-1"));
        Assert.Equal(0, _emulator.Faults.Count);
    }

    [Fact]
    public async Task The_world_moves_before_a_random_fault_too()
    {
        _emulator.Faults.AtRandom(seed: 1, rate: 1).BeforeNext(emulator => emulator.Share("m-1", "8"));

        await Record.ExceptionAsync(() => _caller.ListAccountsAsync("m-1"));

        Assert.Equal(["7", "8"], _emulator.AccountsOf("m-1"));
        Assert.NotEqual(200, _emulator.Requests[0].StatusCode);
    }

    [Fact]
    public async Task An_action_can_queue_the_fault_of_the_request_after_its_own()
    {
        _emulator.Faults.BeforeNext(emulator => emulator.Faults.Throttle());

        Assert.Null((await _caller.ListImagesAsync()).ErrorCode);
        Assert.Equal("Throttling.User", (await _caller.ListImagesAsync()).ErrorCode);
    }

    [Fact]
    public async Task A_change_is_seen_after_the_delay()
    {
        _emulator.Faults.ReadDelay = TimeSpan.FromSeconds(5);
        await _caller.ChangeAsync("m-1", add: "8", remove: "7");
        Assert.Equal(["8"], _emulator.AccountsOf("m-1"));

        _time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Equal(["7"], (await _caller.ListAccountsAsync("m-1")).AliyunUids);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(["8"], (await _caller.ListAccountsAsync("m-1")).AliyunUids);
    }

    [Fact]
    public async Task Changes_are_seen_one_after_the_other()
    {
        _emulator.Faults.ReadDelay = TimeSpan.FromSeconds(5);
        await _caller.ChangeAsync("m-1", add: "8");
        _time.Advance(TimeSpan.FromSeconds(3));
        await _caller.ChangeAsync("m-1", remove: "8");
        List<int> seen = [];
        for (int second = 3; second <= 9; second++)
        {
            seen.Add((await _caller.ListAccountsAsync("m-1")).AliyunUids.Length);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal([1, 1, 2, 2, 2, 1, 1], seen);
    }

    [Fact]
    public async Task A_read_never_sees_an_account_twice()
    {
        _emulator.Faults.ReadDelay = TimeSpan.FromSeconds(5);
        await _caller.ChangeAsync("m-1", remove: "7");

        _emulator.Share("m-1", "7");

        Assert.Equal(["7"], (await _caller.ListAccountsAsync("m-1")).AliyunUids);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(["7"], (await _caller.ListAccountsAsync("m-1")).AliyunUids);
    }

    [Fact]
    public async Task The_filter_and_the_total_are_those_of_what_is_seen()
    {
        _emulator.Faults.ReadDelay = TimeSpan.FromSeconds(5);
        await _caller.ChangeAsync("m-1", add: "8");

        Assert.Equal(1, (await _caller.ListAccountsAsync("m-1")).Body.GetProperty("TotalCount").GetInt32());
        Assert.Empty((await _caller.ListAccountsAsync("m-1", ("AliyunId", "8"))).AliyunUids);
    }

    [Fact]
    public async Task What_a_test_shares_itself_is_seen_at_once()
    {
        _emulator.Faults.ReadDelay = TimeSpan.MaxValue;
        await _caller.ChangeAsync("m-1", add: "8");
        _emulator.Share("m-1", "9");
        _emulator.Unshare("m-1", "7");
        _time.Advance(TimeSpan.FromDays(10_000));

        Assert.Equal(["9"], (await _caller.ListAccountsAsync("m-1")).AliyunUids);
    }

    [Fact]
    public void A_negative_delay_and_no_action_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _emulator.Faults.ReadDelay = TimeSpan.FromTicks(-1));
        Assert.Throws<ArgumentNullException>(() => _emulator.Faults.BeforeNext(null!));
    }
}
