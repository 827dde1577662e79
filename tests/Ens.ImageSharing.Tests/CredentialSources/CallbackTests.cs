using Ens.ImageSharing.CredentialSources;
using Microsoft.Extensions.Time.Testing;

namespace Ens.ImageSharing.Tests.CredentialSources;

/// <summary>Keys from a function of the user's, whatever it does.</summary>
public class CallbackTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_is_fetched_once_and_used_until_shortly_before_it_expires()
    {
        FakeTimeProvider time = new();
        int fetched = 0;
        EnsCredentials credentials = With(_ => Task.FromResult(new EnsAccessKey($"id{++fetched}", "s", "t", time.GetUtcNow() + TimeSpan.FromHours(1))), time);

        Assert.Equal("id1", (await credentials.GetAccessKeyAsync(Token)).AccessKeyId);
        time.Advance(TimeSpan.FromMinutes(40));
        Assert.Equal("id1", (await credentials.GetAccessKeyAsync(Token)).AccessKeyId);
        time.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal("id2", (await credentials.GetAccessKeyAsync(Token)).AccessKeyId);
    }

    [Fact]
    public async Task Many_callers_cause_one_fetch()
    {
        TaskCompletionSource<EnsAccessKey> answer = new();
        int fetched = 0;
        EnsCredentials credentials = EnsCredentials.FromCallback(_ =>
        {
            Interlocked.Increment(ref fetched);
            return answer.Task;
        });
        Task<EnsAccessKey>[] callers = [.. Enumerable.Range(0, 100).Select(_ => Task.Run(async () => await credentials.GetAccessKeyAsync(Token)))];

        answer.SetResult(new EnsAccessKey("id", "s"));

        Assert.All(await Task.WhenAll(callers), key => Assert.Equal("id", key.AccessKeyId));
        Assert.Equal(1, fetched);
    }

    public static TheoryData<string, Func<CancellationToken, Task<EnsAccessKey>>, string> Mistakes => new()
    {
        { "throws", _ => throw new InvalidOperationException("no vault"), "The credentials callback gave no access key: no vault" },
        { "fails", _ => Task.FromException<EnsAccessKey>(new InvalidOperationException("no vault")), "The credentials callback gave no access key: no vault" },
        { "refuses", _ => Task.FromException<EnsAccessKey>(new EnsAuthenticationException("no vault")), "The credentials callback gave no access key: no vault" },
        { "cancels", _ => Task.FromCanceled<EnsAccessKey>(new CancellationToken(canceled: true)), "The credentials callback gave no access key: A task was canceled." },
        { "null", _ => Task.FromResult<EnsAccessKey>(null!), "The credentials callback returned null instead of an access key." },
        { "null task", NullTask, "The credentials callback returned null instead of an access key." },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_callback_without_a_key_is_an_error_that_names_it(string mistake, Func<CancellationToken, Task<EnsAccessKey>> fetch, string message)
    {
        EnsAuthenticationException exception =
            await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await EnsCredentials.FromCallback(fetch).GetAccessKeyAsync(Token));

        Assert.True(message == exception.Message, $"A callback that {mistake}: {exception.Message}");
        Assert.False(exception.IsUnconfigured);
    }

    [Fact]
    public async Task The_exception_of_the_callback_is_kept()
    {
        InvalidOperationException own = new("no vault");

        EnsAuthenticationException exception =
            await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await EnsCredentials.FromCallback(_ => throw own).GetAccessKeyAsync(Token));

        Assert.Same(own, exception.InnerException);
    }

    [Fact]
    public async Task A_callback_that_is_not_set_up_is_passed_over_in_a_chain()
    {
        EnsCredentials chain = EnsCredentials.FirstOf(
            EnsCredentials.FromCallback(_ => throw new EnsAuthenticationException("no vault") { IsUnconfigured = true }), EnsCredentials.FromAccessKey("own", "s"));

        Assert.Equal("own", (await chain.GetAccessKeyAsync(Token)).AccessKeyId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_callback_that_hangs_and_ignores_its_token_is_given_up(bool blocks)
    {
        FakeTimeProvider time = new();
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using ManualResetEventSlim release = new();
        EnsCredentials credentials = With(
            _ =>
            {
                asked.SetResult();
                if (blocks)
                {
                    release.Wait(Token);
                }

                return new TaskCompletionSource<EnsAccessKey>().Task;
            },
            time);
        Task<EnsAccessKey> waiting = credentials.GetAccessKeyAsync(Token).AsTask();
        await asked.Task.WaitAsync(Token);
        time.Advance(TimeSpan.FromSeconds(60));

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(() => waiting.WaitAsync(Token));

        Assert.Equal(("The credentials callback gave no access key within 60 s.", true), (exception.Message, exception.IsTransient));
        release.Set();
    }

    [Fact]
    public async Task A_caller_that_is_cancelled_does_not_wait_for_the_callback()
    {
        using CancellationTokenSource stop = new();
        Task<EnsAccessKey> waiting = EnsCredentials.FromCallback(_ => new TaskCompletionSource<EnsAccessKey>().Task).GetAccessKeyAsync(stop.Token).AsTask();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Token));
    }

    [Fact]
    public async Task A_rejected_key_is_fetched_again()
    {
        int fetched = 0;
        EnsCredentials credentials = EnsCredentials.FromCallback(_ => Task.FromResult(new EnsAccessKey($"id{++fetched}", "s")));
        EnsAccessKey first = await credentials.GetAccessKeyAsync(Token);

        credentials.Invalidate(new EnsAccessKey("another", "s"));
        Assert.Equal("id1", (await credentials.GetAccessKeyAsync(Token)).AccessKeyId);
        credentials.Invalidate(first);

        Assert.Equal("id2", (await credentials.GetAccessKeyAsync(Token)).AccessKeyId);
    }

    [Fact]
    public void A_callback_is_required() => Assert.Throws<ArgumentNullException>("fetch", () => EnsCredentials.FromCallback(null!));

#pragma warning disable MA0022 // What a callback may do by mistake.
    private static Task<EnsAccessKey> NullTask(CancellationToken cancellationToken) => null!;
#pragma warning restore MA0022

    private static CallbackCredentials With(Func<CancellationToken, Task<EnsAccessKey>> fetch, TimeProvider time) =>
        new(fetch, new SourceContext(null, time, () => 0.5));
}
