using System.Globalization;
using Microsoft.Extensions.Time.Testing;

namespace Ens.ImageSharing.Tests.Emulator;

/// <summary>How many calls a second, how many remembered requests, and how much work for many accounts.</summary>
public class LimitTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 27, 0, 0, 0, TimeSpan.Zero));
    private readonly EnsEmulator _emulator;
    private readonly RawCaller _caller;

    public LimitTests()
    {
        _emulator = new EnsEmulator(_time);
        _caller = RawCaller.Of(_emulator, _time);
        _emulator.Share("m-1", "7");
    }

    [Theory]
    [InlineData(10, 10)]
    [InlineData(2.5, 2)]
    [InlineData(1, 1)]
    [InlineData(0.5, 1)]
    public async Task The_calls_of_one_second_and_at_least_one_can_be_made_at_once(double rate, int calls)
    {
        _emulator.MaxCallsPerSecond = rate;

        Assert.Equal(calls, await SucceedAsync(calls + 5));
    }

    [Theory]
    [InlineData(10, 0.1, 1)]
    [InlineData(10, 0.35, 3)]
    [InlineData(10, 100, 10)]
    [InlineData(3, 1, 3)]
    [InlineData(0.5, 1.9, 0)]
    [InlineData(0.5, 2, 1)]
    public async Task Calls_come_back_with_time(double rate, double seconds, int calls)
    {
        _emulator.MaxCallsPerSecond = rate;
        await SucceedAsync(20);

        _time.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(calls, await SucceedAsync(20));
    }

    [Fact]
    public async Task A_steady_caller_at_the_limit_is_never_refused()
    {
        _emulator.MaxCallsPerSecond = 3;
        int good = 0;
        for (int i = 0; i < 60; i++)
        {
            good += await SucceedAsync(1);
            _time.Advance(TimeSpan.FromSeconds(1) / 3 + TimeSpan.FromTicks(1));
        }

        Assert.Equal(60, good);
    }

    [Fact]
    public async Task A_refused_call_changes_nothing_and_says_why()
    {
        _emulator.MaxCallsPerSecond = 1;
        await _caller.ListImagesAsync();

        RawAnswer answer = await _caller.ChangeAsync("m-1", add: "8");

        Assert.Equal((400, "Throttling.User", null), (answer.Status, answer.ErrorCode, answer.RetryAfter));
        Assert.Equal(["7"], _emulator.AccountsOf("m-1"));
    }

    [Fact]
    public async Task A_refused_call_can_be_told_how_long_to_wait()
    {
        _emulator.MaxCallsPerSecond = 1;
        _emulator.RetryAfterHint = TimeSpan.FromSeconds(1.5);
        await _caller.ListImagesAsync();

        Assert.Equal("1500", (await _caller.ListImagesAsync()).RetryAfter);
    }

    [Fact]
    public async Task A_request_that_is_not_authenticated_does_not_count()
    {
        _emulator.MaxCallsPerSecond = 1;

        Assert.Equal("InvalidAccessKeyId.NotFound", (await new RawCaller(_emulator, _time, "stranger").ListImagesAsync()).ErrorCode);
        Assert.Null((await _caller.ListImagesAsync()).ErrorCode);
    }

    [Fact]
    public async Task Without_a_limit_nothing_is_refused()
    {
        _emulator.MaxCallsPerSecond = 1;
        await SucceedAsync(2);
        _emulator.MaxCallsPerSecond = null;

        Assert.Equal(50, await SucceedAsync(50));
    }

    [Fact]
    public async Task The_latest_requests_are_remembered()
    {
        _emulator.RequestLimit = 3;
        for (int page = 1; page <= 5; page++)
        {
            await _caller.ListImagesAsync(("PageNumber", page.ToString(CultureInfo.InvariantCulture)));
        }

        Assert.Equal(["3", "4", "5"], _emulator.Requests.Select(request => request.Parameter("PageNumber")));
        _emulator.RequestLimit = 1;
        Assert.Equal("5", Assert.Single(_emulator.Requests).Parameter("PageNumber"));
        _emulator.RequestLimit = 0;
        await _caller.ListImagesAsync();
        Assert.Empty(_emulator.Requests);
    }

    [Fact]
    public async Task A_thousand_requests_are_remembered_by_default()
    {
        await SucceedAsync(1001);

        Assert.Equal((1000, 1000), (_emulator.RequestLimit, _emulator.Requests.Count));
    }

    [Fact]
    public void Sharing_one_by_one_costs_no_more_for_an_account_when_there_are_many()
    {
        Share(0, 1_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Share(1_000, 1_000);
        long few = GC.GetAllocatedBytesForCurrentThread() - before;

        Share(2_000, 10_000);
        before = GC.GetAllocatedBytesForCurrentThread();
        Share(12_000, 1_000);
        long many = GC.GetAllocatedBytesForCurrentThread() - before;

        // The tables double now and then: among the first accounts, and not among the later ones.
        Assert.InRange(many, 1, few * 2);
    }

    [Fact]
    public async Task Accounts_that_came_and_went_leave_the_others_in_their_order()
    {
        Share(0, 1000);
        for (int i = 0; i < 1000; i += 2)
        {
            _emulator.Unshare("m-2", (1_000_000 + i).ToString(CultureInfo.InvariantCulture));
        }

        RawAnswer answer = await _caller.ListAccountsAsync("m-2", ("PageNumber", "5"), ("PageSize", "100"));

        Assert.Equal(500, answer.Body.GetProperty("TotalCount").GetInt32());
        Assert.Equal(Enumerable.Range(400, 100).Select(number => (1_000_001 + (2 * number)).ToString(CultureInfo.InvariantCulture)), answer.AliyunUids);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public void A_page_size_limit_is_between_1_and_100(int limit)
    {
        ArgumentOutOfRangeException exception = Assert.Throws<ArgumentOutOfRangeException>(() => _emulator.PageSizeLimit = limit);

        Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"PageSizeLimit must be between 1 and 100, but was {limit}."), exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Limits_out_of_range_are_refused()
    {
        Assert.All([0, -1, double.NaN, double.PositiveInfinity], rate => Assert.Throws<ArgumentOutOfRangeException>(() => _emulator.MaxCallsPerSecond = rate));
        Assert.Throws<ArgumentOutOfRangeException>(() => _emulator.RequestLimit = -1);
        Assert.Throws<ArgumentOutOfRangeException>(() => _emulator.AccountsPerCallLimit = 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => _emulator.AccountsPerImageLimit = 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => _emulator.RetryAfterHint = TimeSpan.FromTicks(1));
    }

    [Fact]
    public void What_is_no_image_is_refused()
    {
        Assert.Throws<ArgumentNullException>(() => _emulator.AddImage(null!));
        Assert.Throws<ArgumentException>(() => _emulator.AddImage(new EnsImage(" ")));
        Assert.Contains("'m-9'", Assert.Throws<ArgumentException>(() => _emulator.AccountsOf("m-9")).Message, StringComparison.Ordinal);
    }

    private void Share(int first, int count)
    {
        for (int i = first; i < first + count; i++)
        {
            _emulator.Share("m-2", (1_000_000 + i).ToString(CultureInfo.InvariantCulture));
        }
    }

    private async Task<int> SucceedAsync(int calls)
    {
        int good = 0;
        for (int i = 0; i < calls; i++)
        {
            RawAnswer answer = await _caller.ListImagesAsync();
            Assert.True(answer.ErrorCode is null or "Throttling.User");
            good += answer.ErrorCode is null ? 1 : 0;
        }

        return good;
    }
}
