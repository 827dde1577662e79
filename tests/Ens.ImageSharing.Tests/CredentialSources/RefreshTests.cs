using Microsoft.Extensions.Time.Testing;

namespace Ens.ImageSharing.Tests.CredentialSources;

/// <summary>Keys that expire: one refresh at a time, ahead of the expiry, without holding up callers.</summary>
public class RefreshTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Start);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_thousand_callers_cause_one_refresh(bool atExpiry)
    {
        ScriptedSource source = new(_time);
        if (atExpiry)
        {
            source.Give("old", TimeSpan.FromHours(1));
            await source.GetAccessKeyAsync(Token);
            _time.Advance(TimeSpan.FromHours(1));
        }

        int before = source.Fetches;
        TaskCompletionSource<EnsAccessKey> answer = source.Hang();
        Task<EnsAccessKey>[] callers = [.. Enumerable.Range(0, 1_000).Select(_ => Task.Run(async () => await source.GetAccessKeyAsync(Token)))];
        await source.Began(before + 1);
        answer.SetResult(new EnsAccessKey("new", "s", "t", _time.GetUtcNow() + TimeSpan.FromHours(1)));

        Assert.All(await Task.WhenAll(callers), key => Assert.Equal("new", key.AccessKeyId));
        Assert.Equal(before + 1, source.Fetches);
    }

    [Fact]
    public async Task A_key_is_used_without_asking_again_until_shortly_before_its_expiry()
    {
        ScriptedSource source = new(_time);
        source.Give("one", TimeSpan.FromHours(1));
        await source.GetAccessKeyAsync(Token);
        _time.Advance(TimeSpan.FromMinutes(41));

        Assert.Equal("one", (await source.GetAccessKeyAsync(Token)).AccessKeyId);
        Assert.Equal(1, source.Fetches);
    }

    [Fact]
    public async Task Ahead_of_the_expiry_the_old_key_is_given_while_the_new_one_is_fetched()
    {
        ScriptedSource source = new(_time);
        source.Give("one", TimeSpan.FromHours(1));
        await source.GetAccessKeyAsync(Token);
        _time.Advance(TimeSpan.FromMinutes(49));
        TaskCompletionSource<EnsAccessKey> answer = source.Hang();

        Assert.Equal("one", (await source.GetAccessKeyAsync(Token)).AccessKeyId);
        await source.Began(2);
        answer.SetResult(new EnsAccessKey("two", "s", "t", Start + TimeSpan.FromHours(2)));
        await source.Ended(2);

        Assert.Equal("two", (await source.GetAccessKeyAsync(Token)).AccessKeyId);
    }

    [Fact]
    public async Task The_moment_of_the_refresh_is_spread()
    {
        async Task<bool> RefreshesAfterAsync(double random, double minutes)
        {
            FakeTimeProvider time = new(Start);
            ScriptedSource source = new(time, () => random);
            source.Give("one", TimeSpan.FromHours(1));
            await source.GetAccessKeyAsync(Token);
            time.Advance(TimeSpan.FromMinutes(minutes));
            source.Give("two", TimeSpan.FromHours(1));
            await source.GetAccessKeyAsync(Token);
            if (minutes > 42)
            {
                await source.Ended(random == 0 && minutes < 48 ? 1 : 2);
            }

            return source.Fetches == 2;
        }

        Assert.False(await RefreshesAfterAsync(0, 47.9));
        Assert.True(await RefreshesAfterAsync(0, 48.1));
        Assert.False(await RefreshesAfterAsync(1, 41.9));
        Assert.True(await RefreshesAfterAsync(1, 42.1));
    }

    [Fact]
    public async Task A_cancelled_caller_stops_waiting_and_the_others_go_on()
    {
        ScriptedSource source = new(_time);
        TaskCompletionSource<EnsAccessKey> answer = source.Hang();
        using CancellationTokenSource stop = new();
        Task<EnsAccessKey> impatient = source.GetAccessKeyAsync(stop.Token).AsTask(), patient = source.GetAccessKeyAsync(Token).AsTask();
        await source.Began(1);

        await stop.CancelAsync();
        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        answer.SetResult(new EnsAccessKey("one", "s"));

        Assert.Equal(stop.Token, exception.CancellationToken);
        Assert.Equal("one", (await patient).AccessKeyId);
        Assert.Equal(1, source.Fetches);
    }

    [Fact]
    public async Task A_caller_that_is_cancelled_already_starts_nothing()
    {
        ScriptedSource source = new(_time);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await source.GetAccessKeyAsync(new CancellationToken(canceled: true)));

        Assert.Equal(0, source.Fetches);
    }

    [Fact]
    public async Task A_key_that_is_expired_on_arrival_is_used_for_a_minute()
    {
        ScriptedSource source = new(_time);
        source.Give("late", TimeSpan.FromHours(-1));
        await source.GetAccessKeyAsync(Token);
        await source.GetAccessKeyAsync(Token);
        Assert.Equal(1, source.Fetches);

        _time.Advance(TimeSpan.FromMinutes(1));
        await source.GetAccessKeyAsync(Token);
        Assert.Equal(2, source.Fetches);
    }

    [Fact]
    public async Task A_key_without_an_expiry_is_refreshed_hourly_and_kept_if_that_fails()
    {
        ScriptedSource source = new(_time);
        source.Give("one", lifetime: null);
        await source.GetAccessKeyAsync(Token);
        _time.Advance(TimeSpan.FromMinutes(47));
        await source.GetAccessKeyAsync(Token);
        Assert.Equal(1, source.Fetches);

        source.Fail("down");
        _time.Advance(TimeSpan.FromDays(3));
        Assert.Equal("one", (await source.GetAccessKeyAsync(Token)).AccessKeyId);
        await source.Ended(2);
        Assert.Equal(2, source.Fetches);
    }

    [Fact]
    public async Task A_key_that_the_service_rejects_as_expired_is_fetched_again_at_once()
    {
        EnsEmulator emulator = Emulated.With(accounts: 1);
        emulator.AddAccessKey("id", "s", "t1");
        emulator.ExpireSecurityToken("id");
        emulator.AddAccessKey("id", "s", "t2");
        ScriptedSource source = new(_time);
        source.Fetch = () => Task.FromResult(new EnsAccessKey("id", "s", source.Fetches == 1 ? "t1" : "t2", DateTimeOffset.MaxValue));

        await new EnsClient(source, emulator.Options, emulator).DescribeImageSharePermissionAsync(new(Emulated.Image), Token);

        Assert.Equal(["InvalidSecurityToken.Expired", null], emulator.Requests.Select(request => request.ErrorCode));
        Assert.Equal(2, source.Fetches);
    }

    [Fact]
    public async Task A_key_that_rotates_between_two_pages_just_works()
    {
        EnsEmulator emulator = Emulated.With(accounts: 250);
        emulator.AddAccessKey("one", "s", "t1");
        emulator.AddAccessKey("two", "s", "t2");
        ScriptedSource source = new(_time);
        source.Give("one", TimeSpan.FromHours(1), "t1");
        EnsClient client = new(source, emulator.Options, emulator);

        await foreach (ImageSharePage page in client.ListSharedAccountPagesAsync(new(Emulated.Image), Token))
        {
            if (page.PageNumber == 1)
            {
                _time.Advance(TimeSpan.FromHours(1));
                source.Give("two", TimeSpan.FromHours(1), "t2");
            }
        }

        Assert.Equal(["one", "two", "two"], emulator.Requests.Select(request => request.AccessKeyId));
    }

    [Fact]
    public async Task A_refresh_does_not_run_in_the_context_of_the_caller()
    {
        AsyncLocal<string> context = new() { Value = "caller" };
        string? seen = "none";
        ScriptedSource source = new(_time);
        source.Fetch = () =>
        {
            seen = context.Value;
            return Task.FromResult(new EnsAccessKey("id", "s"));
        };

        await source.GetAccessKeyAsync(Token);

        Assert.Null(seen);
    }
}
