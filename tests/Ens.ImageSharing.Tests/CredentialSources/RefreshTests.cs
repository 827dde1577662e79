using Ens.ImageSharing.CredentialSources;
using Microsoft.Extensions.Time.Testing;

namespace Ens.ImageSharing.Tests.CredentialSources;

/// <summary>Keys that expire: one refresh at a time, ahead of the expiry, and never in the way.</summary>
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
        Source source = new(_time);
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
        Source source = new(_time);
        source.Give("one", TimeSpan.FromHours(1));
        await source.GetAccessKeyAsync(Token);
        _time.Advance(TimeSpan.FromMinutes(41));

        Assert.Equal("one", (await source.GetAccessKeyAsync(Token)).AccessKeyId);
        Assert.Equal(1, source.Fetches);
    }

    [Fact]
    public async Task Ahead_of_the_expiry_the_old_key_is_given_while_the_new_one_is_fetched()
    {
        Source source = new(_time);
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
            Source source = new(time, () => random);
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
    public async Task While_the_old_key_is_valid_a_failing_source_is_not_noticed_and_not_pestered()
    {
        Source source = new(_time);
        source.Give("one", TimeSpan.FromHours(1));
        await source.GetAccessKeyAsync(Token);
        _time.Advance(TimeSpan.FromMinutes(50));
        source.Fail("down");

        for (int i = 0; i < 100; i++)
        {
            Assert.Equal("one", (await source.GetAccessKeyAsync(Token)).AccessKeyId);
            await source.Ended(2);
        }

        Assert.Equal(2, source.Fetches);
        _time.Advance(TimeSpan.FromSeconds(15));
        await source.GetAccessKeyAsync(Token);
        await source.Ended(3);
        Assert.Equal(3, source.Fetches);
    }

    [Fact]
    public async Task Once_the_old_key_has_expired_the_failure_is_told_to_each_caller_and_recovery_is_noticed()
    {
        Source source = new(_time);
        source.Give("one", TimeSpan.FromHours(1));
        await source.GetAccessKeyAsync(Token);
        _time.Advance(TimeSpan.FromHours(1));
        source.Fail("down");

        EnsAuthenticationException first = await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await source.GetAccessKeyAsync(Token));
        EnsAuthenticationException second = await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await source.GetAccessKeyAsync(Token));
        source.Give("two", TimeSpan.FromHours(1));

        Assert.Equal(("down", "down"), (first.Message, second.Message));
        Assert.NotSame(first, second);
        Assert.Equal("two", (await source.GetAccessKeyAsync(Token)).AccessKeyId);
    }

    [Fact]
    public async Task A_source_that_hangs_is_given_up_after_a_minute_and_asked_again()
    {
        Source source = new(_time);
        source.Hang();
        Task<EnsAccessKey> waiting = source.GetAccessKeyAsync(Token).AsTask();
        await source.Began(1);
        _time.Advance(TimeSpan.FromSeconds(60));

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(() => waiting);
        source.Give("two", TimeSpan.FromHours(1));

        Assert.Equal(("test source: no key came within 60 s.", true), (exception.Message, exception.IsTransient));
        Assert.Equal("two", (await source.GetAccessKeyAsync(Token)).AccessKeyId);
    }

    [Fact]
    public async Task While_the_old_key_is_valid_a_hanging_source_is_not_waited_for()
    {
        Source source = new(_time);
        source.Give("one", TimeSpan.FromHours(1));
        await source.GetAccessKeyAsync(Token);
        _time.Advance(TimeSpan.FromMinutes(50));
        source.Hang();

        ValueTask<EnsAccessKey> key = source.GetAccessKeyAsync(Token);

        Assert.True(key.IsCompletedSuccessfully);
        Assert.Equal("one", (await key).AccessKeyId);
    }

    [Fact]
    public async Task A_callers_cancellation_ends_his_wait_and_nobody_elses()
    {
        Source source = new(_time);
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
    public async Task A_cancelled_caller_starts_nothing()
    {
        Source source = new(_time);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await source.GetAccessKeyAsync(new CancellationToken(canceled: true)));

        Assert.Equal(0, source.Fetches);
    }

    [Fact]
    public async Task A_key_that_comes_expired_is_used_for_a_minute()
    {
        Source source = new(_time);
        source.Give("late", TimeSpan.FromHours(-1));
        await source.GetAccessKeyAsync(Token);
        await source.GetAccessKeyAsync(Token);
        Assert.Equal(1, source.Fetches);

        _time.Advance(TimeSpan.FromMinutes(1));
        await source.GetAccessKeyAsync(Token);
        Assert.Equal(2, source.Fetches);
    }

    [Fact]
    public async Task A_key_without_an_expiry_is_asked_for_hourly_and_kept_if_that_fails()
    {
        Source source = new(_time);
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
    public async Task A_key_that_the_service_refuses_as_expired_is_fetched_anew_at_once()
    {
        EnsEmulator emulator = Emulated.With(accounts: 1);
        emulator.AddAccessKey("id", "s", "t1");
        emulator.ExpireSecurityToken("id");
        emulator.AddAccessKey("id", "s", "t2");
        Source source = new(_time);
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
        Source source = new(_time);
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

    private sealed class Source : RefreshingCredentials
    {
        private readonly SemaphoreSlim _ended = new(0);
        private int _fetches;
        private int _seenEnds;

        public Source(TimeProvider time, Func<double>? random = null)
            : base(time, random ?? (() => 0.5)) => Give("first", TimeSpan.FromHours(1));

        public Func<Task<EnsAccessKey>> Fetch { get; set; } = null!;

        public int Fetches => Volatile.Read(ref _fetches);

        public override string ToString() => "test source";

        public void Give(string id, TimeSpan? lifetime, string token = "t") => Fetch = () => Task.FromResult(new EnsAccessKey(id, "s", token, TimeProvider.GetUtcNow() + lifetime));

        public void Fail(string message) => Fetch = () => throw new EnsAuthenticationException(message);

        public TaskCompletionSource<EnsAccessKey> Hang()
        {
            TaskCompletionSource<EnsAccessKey> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
            Fetch = () => answer.Task;
            return answer;
        }

        public async Task Began(int count)
        {
            while (Fetches < count)
            {
                await Task.Yield();
            }
        }

        /// <summary>Waits until a number of refreshes is over and what they brought is in use.</summary>
        public async Task Ended(int count)
        {
            while (_seenEnds < count)
            {
                await _ended.WaitAsync(Token);
                _seenEnds++;
            }

            while (IsRefreshing)
            {
                await Task.Yield();
            }
        }

        protected override async Task<EnsAccessKey> FetchAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _fetches);
            try
            {
                return await Fetch();
            }
            finally
            {
                _ended.Release();
            }
        }
    }
}
