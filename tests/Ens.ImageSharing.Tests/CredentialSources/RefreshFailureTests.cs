using Ens.ImageSharing.Credentials;
using Microsoft.Extensions.Time.Testing;

namespace Ens.ImageSharing.Tests.CredentialSources;

/// <summary>Refreshes that fail, hang, or find that the source is gone.</summary>
public class RefreshFailureTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Start);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_the_old_key_is_valid_a_failing_source_is_not_noticed_and_left_alone_for_a_while()
    {
        ScriptedSource source = new(_time);
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
    public async Task Once_the_old_key_has_expired_each_caller_gets_the_failure_and_recovery_is_noticed()
    {
        ScriptedSource source = new(_time);
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
        ScriptedSource source = new(_time);
        source.Hang();
        Task<EnsAccessKey> waiting = source.GetAccessKeyAsync(Token).AsTask();
        await source.Began(1);
        _time.Advance(TimeSpan.FromSeconds(60));

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(() => waiting);
        source.Give("two", TimeSpan.FromHours(1));

        Assert.Equal(("The test source gave no access key within 60 s.", true), (exception.Message, exception.IsTransient));
        Assert.Equal("two", (await source.GetAccessKeyAsync(Token)).AccessKeyId);
    }

    [Fact]
    public async Task While_the_old_key_is_valid_a_hanging_source_is_not_waited_for()
    {
        ScriptedSource source = new(_time);
        source.Give("one", TimeSpan.FromHours(1));
        await source.GetAccessKeyAsync(Token);
        _time.Advance(TimeSpan.FromMinutes(50));
        source.Hang();

        ValueTask<EnsAccessKey> key = source.GetAccessKeyAsync(Token);

        Assert.True(key.IsCompletedSuccessfully);
        Assert.Equal("one", (await key).AccessKeyId);
    }

    [Fact]
    public async Task A_source_that_blocks_its_thread_holds_up_no_later_refresh()
    {
        ScriptedSource source = new(_time);
        using ManualResetEventSlim release = new();
        source.Fetch = () =>
        {
            release.Wait(Token);
            return Task.FromResult(new EnsAccessKey("late", "s"));
        };
        Task<EnsAccessKey> waiting = source.GetAccessKeyAsync(Token).AsTask();
        await source.Began(1);
        _time.Advance(TimeSpan.FromSeconds(60));
        await Assert.ThrowsAsync<EnsAuthenticationException>(() => waiting);
        source.Give("two", TimeSpan.FromHours(1));

        Assert.Equal("two", (await source.GetAccessKeyAsync(Token)).AccessKeyId);
        release.Set();
    }

    [Fact]
    public async Task A_failed_refresh_is_reported_to_the_caller_that_started_it_while_the_old_key_is_valid()
    {
        ScriptedSource source = new(_time);
        Listener listener = new();
        source.Give("one", TimeSpan.FromHours(1));
        await source.GetAccessKeyAsync(listener, Token);
        _time.Advance(TimeSpan.FromMinutes(50));
        source.Fail("down");

        await source.GetAccessKeyAsync(listener, Token);
        await source.Ended(2);

        Assert.Equal([$"test source: down, valid until {Start.AddHours(1):O}, next try in 10 s"], listener.Failures);
    }

    [Fact]
    public async Task A_failure_that_callers_see_is_not_reported_besides()
    {
        ScriptedSource source = new(_time);
        Listener listener = new();
        source.Fail("down");

        await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await source.GetAccessKeyAsync(listener, Token));

        Assert.Empty(listener.Failures);
    }

    [Fact]
    public async Task A_source_that_had_a_key_and_is_gone_is_an_error()
    {
        ScriptedSource source = new(_time);
        source.Give("one", TimeSpan.FromHours(1));
        await source.GetAccessKeyAsync(Token);
        _time.Advance(TimeSpan.FromHours(1));
        source.BeMissing("no role is attached");

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await source.GetAccessKeyAsync(Token));

        Assert.Equal(("no role is attached", false), (exception.Message, exception.IsUnconfigured));
    }

    [Fact]
    public async Task That_a_source_is_not_set_up_is_forgotten_after_half_a_minute()
    {
        ScriptedSource source = new(_time);
        source.BeMissing("nothing here");
        async Task<bool> IsMissingAsync() =>
            (await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await source.GetAccessKeyAsync(Token))).IsUnconfigured;

        Assert.True(await IsMissingAsync() && await IsMissingAsync());
        Assert.Equal(1, source.Fetches);
        source.Absence = null;
        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal("first", (await source.GetAccessKeyAsync(Token)).AccessKeyId);
    }

    [Fact]
    public async Task That_a_source_is_set_up_after_all_is_found_out_in_the_background()
    {
        ScriptedSource source = new(_time);
        source.BeMissing("nothing here");
        await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await source.GetAccessKeyAsync(Token));
        source.Absence = null;
        _time.Advance(TimeSpan.FromSeconds(10));

        ValueTask<EnsAccessKey> meanwhile = new();
        Assert.Throws<EnsAuthenticationException>(() => meanwhile = source.GetAccessKeyAsync(Token));
        await source.Ended(2);

        Assert.Equal("first", (await source.GetAccessKeyAsync(Token)).AccessKeyId);
    }

    [Fact]
    public async Task A_source_that_turns_out_to_be_set_up_and_fails_is_an_error()
    {
        ScriptedSource source = new(_time);
        source.BeMissing("nothing here");
        await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await source.GetAccessKeyAsync(Token));
        source.Absence = null;
        source.Fail("down");
        _time.Advance(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await source.GetAccessKeyAsync(Token));
        await source.Ended(2);

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await source.GetAccessKeyAsync(Token));

        Assert.Equal(("down", false), (exception.Message, exception.IsUnconfigured));
    }

    private sealed class Listener : ICredentialListener
    {
        public List<string> Failures { get; } = [];

        public void KeyChanged(string source, EnsAccessKey key) => throw new InvalidOperationException();

        public void RefreshFailed(string source, Exception failure, DateTimeOffset validUntil, TimeSpan nextTry) =>
            Failures.Add($"{source}: {failure.Message}, valid until {validUntil:O}, next try in {nextTry.TotalSeconds} s");
    }
}
