using Ens.ImageSharing.Tests.Doubles;
using Microsoft.Extensions.Time.Testing;

namespace Ens.ImageSharing.Tests.Calls;

/// <summary>Time limits that are exceeded: what is tried again, and what the caller is told. The clock is the test's.</summary>
public sealed class BudgetTests : IDisposable
{
    private const string Subject = "page 3 of image 'm-5s7qotzavwbrnzaqh4unm0001'";

    private static readonly DescribeImageSharePermissionRequest Request = new(Emulated.Image) { PageNumber = 3 };

    private readonly SkippingTime _time = new(new EnsClientOptions());
    private readonly EnsEmulator _emulator;

    public BudgetTests()
    {
        _emulator = new EnsEmulator(_time);
        _emulator.Share(Emulated.Image, Emulated.Accounts(250));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _emulator.Dispose();

    [Fact]
    public async Task An_attempt_that_takes_too_long_is_tried_again()
    {
        _emulator.Faults.Delay(Timeout.InfiniteTimeSpan);

        Task<ImageSharePage> call = CallAsync();
        await ReceivedAsync(1);
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(3, (await call).PageNumber);
        Assert.Equal(2, _emulator.Requests.Count);
    }

    [Fact]
    public async Task The_last_attempt_that_takes_too_long_names_its_budget_and_holds_the_failure_before_it()
    {
        _emulator.Options.MaxRetries = 1;
        _emulator.Faults.Error(503, EnsErrorCodes.ServiceUnavailable).Delay(Timeout.InfiniteTimeSpan);

        Task<ImageSharePage> call = CallAsync();
        await ReceivedAsync(2);
        _time.Advance(TimeSpan.FromSeconds(10));
        TimeoutException exception = await Assert.ThrowsAsync<TimeoutException>(() => call);

        Assert.Equal(
            $"Attempt 2 for {Subject} did not complete within 10 s (EnsClientOptions.AttemptTimeout): it was waiting for the response.",
            exception.Message);
        Assert.Equal(EnsErrorCodes.ServiceUnavailable, Assert.IsType<EnsServerException>(exception.InnerException).ErrorCode);
    }

    [Fact]
    public async Task A_call_that_takes_too_long_names_its_budget_and_the_attempts_and_holds_the_last_failure()
    {
        _emulator.Options.AttemptTimeout = TimeSpan.FromHours(1);
        _emulator.Faults.Throttle().Delay(Timeout.InfiniteTimeSpan);

        Task<ImageSharePage> call = CallAsync();
        await ReceivedAsync(2);
        _time.Advance(TimeSpan.FromSeconds(60));
        TimeoutException exception = await Assert.ThrowsAsync<TimeoutException>(() => call);

        Assert.Equal(
            $"The call for {Subject} did not complete within 60 s (EnsClientOptions.Timeout) after 2 attempts: it was waiting for the response.",
            exception.Message);
        Assert.IsType<EnsThrottlingException>(exception.InnerException);
    }

    [Fact]
    public async Task A_time_out_before_anything_was_sent_says_so_and_names_what_it_was_waiting_for()
    {
        _emulator.Options.MaxRetries = 0;

        ScriptedCredentials credentials = new(ScriptedCredentials.IsDeaf());

        Task<ImageSharePage> call = CallAsync(credentials);
        await Patience.UntilAsync(() => credentials.Asked == 1);
        _time.Advance(TimeSpan.FromSeconds(10));
        TimeoutException exception = await Assert.ThrowsAsync<TimeoutException>(() => call);

        Assert.Equal(
            $"Attempt 1 for {Subject} did not complete within 10 s (EnsClientOptions.AttemptTimeout): "
            + "it was waiting for an access key from scripted credentials, and nothing was sent.",
            exception.Message);
        Assert.Empty(_emulator.Requests);
    }

    [Fact]
    public async Task A_call_that_takes_too_long_in_its_second_wait_for_a_key_does_not_say_that_nothing_was_sent()
    {
        _emulator.Options.AttemptTimeout = TimeSpan.FromHours(1);
        _emulator.Faults.Error(503, EnsErrorCodes.ServiceUnavailable);
        ScriptedCredentials credentials = new(async token => await _emulator.Credentials.GetAccessKeyAsync(token), ScriptedCredentials.IsDeaf());

        Task<ImageSharePage> call = CallAsync(credentials);
        await Patience.UntilAsync(() => credentials.Asked == 2);
        _time.Advance(TimeSpan.FromSeconds(60));
        TimeoutException exception = await Assert.ThrowsAsync<TimeoutException>(() => call);

        Assert.EndsWith(
            "after 2 attempts: it was waiting for an access key from scripted credentials.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_budgets_that_end_together_end_the_call_without_a_type_of_Polly()
    {
        _emulator.Options.Timeout = _emulator.Options.AttemptTimeout = TimeSpan.FromMilliseconds(20);
        FakeTimeProvider time = new(SkippingTime.Epoch);

        Task<ImageSharePage> call = new EnsClient(new ScriptedCredentials(ScriptedCredentials.IsDeaf()), _emulator.Options, _emulator, timeProvider: time)
            .DescribeImageSharePermissionAsync(Request, Token);
        time.Advance(TimeSpan.FromMilliseconds(20));
        Exception? exception = await Assert.ThrowsAsync<TimeoutException>(() => call);

        for (; exception is not null; exception = exception.InnerException)
        {
            Assert.DoesNotContain("Polly", exception.GetType().FullName, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Canceling_during_the_back_off_ends_the_call_and_sends_nothing_more()
    {
        using CancellationTokenSource stop = new();
        FakeTimeProvider standing = new(SkippingTime.Epoch);
        using EnsEmulator emulator = new(standing);
        emulator.Faults.Throttle(TimeSpan.FromSeconds(5));
        Task<ImageSharePage> call = new EnsClient(emulator.Credentials, emulator.Options, emulator, timeProvider: standing)
            .DescribeImageSharePermissionAsync(Request, stop.Token);
        await Patience.UntilAsync(() => emulator.Requests.Count == 1);
        Assert.False(call.IsCompleted);

        await stop.CancelAsync();
        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        Assert.Equal(stop.Token, exception.CancellationToken);
        Assert.Single(emulator.Requests);
    }

    [Fact]
    public async Task Every_page_has_a_budget_of_its_own()
    {
        _emulator.Options.Timeout = TimeSpan.FromSeconds(4);
        for (int page = 0; page < 3; page++)
        {
            _emulator.Faults.Throttle(TimeSpan.FromSeconds(3)).Succeed();
        }

        SkippingTime time = new(_emulator.Options);
        EnsClient client = new(_emulator.Credentials, _emulator.Options, _emulator, timeProvider: time);

        Assert.Equal(250, (await Emulated.ToListAsync(client.ListSharedAccountsAsync(Emulated.Image), Token)).Count);
        Assert.Equal(3, time.Waits.Count(wait => wait == TimeSpan.FromSeconds(3)));
    }

    [Fact]
    public async Task Waiting_for_a_turn_does_not_count_against_the_budget()
    {
        _emulator.Options.Timeout = TimeSpan.FromSeconds(4);
        _emulator.Faults.Throttle(TimeSpan.FromSeconds(3)).Throttle(TimeSpan.FromSeconds(3));

        await new EnsClient(_emulator.Credentials, _emulator.Options, _emulator, timeProvider: new HastyTime())
            .DescribeImageSharePermissionAsync(Request, Token);

        Assert.Equal(3, _emulator.Requests.Count);
    }

    private Task<ImageSharePage> CallAsync(EnsCredentials? credentials = null) =>
        new EnsClient(credentials ?? _emulator.Credentials, _emulator.Options, _emulator, timeProvider: _time)
            .DescribeImageSharePermissionAsync(Request, Token);

    private Task ReceivedAsync(int requests) => Patience.UntilAsync(() => _emulator.Requests.Count >= requests);

    /// <summary>A clock on which the wait for a turn is over before whoever waits has the timer in hands.</summary>
    private sealed class HastyTime() : FakeTimeProvider(SkippingTime.Epoch)
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            ITimer timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime == TimeSpan.FromSeconds(3))
            {
                Advance(dueTime);
            }

            return timer;
        }
    }
}
