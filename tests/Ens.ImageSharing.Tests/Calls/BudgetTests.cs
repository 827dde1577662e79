namespace Ens.ImageSharing.Tests.Calls;

/// <summary>Budgets that run out, and callers that cancel while the client waits. The clock is the test's.</summary>
public sealed class BudgetTests : IDisposable
{
    private static readonly DescribeImageSharePermissionRequest Request = new(Emulated.Image) { PageNumber = 3 };

    private readonly SkippingTime _time = new(new EnsClientOptions());
    private readonly EnsEmulator _emulator;

    public BudgetTests()
    {
        _emulator = new EnsEmulator(_time);
        _emulator.Share(Emulated.Image, Emulated.Accounts(250));
    }

    public void Dispose() => _emulator.Dispose();

    [Fact]
    public async Task An_attempt_that_takes_too_long_is_tried_again()
    {
        _emulator.Faults.Delay(Timeout.InfiniteTimeSpan);

        Task<ImageSharePage> call = Client().DescribeImageSharePermissionAsync(Request);
        await ReceivedAsync(1);
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(3, (await call).PageNumber);
        Assert.Equal(2, _emulator.Requests.Count);
    }

    [Fact]
    public async Task The_last_attempt_that_takes_too_long_names_its_budget_and_the_failure_before()
    {
        _emulator.Options.MaxRetries = 1;
        _emulator.Faults.Error(503, EnsErrorCodes.ServiceUnavailable).Delay(Timeout.InfiniteTimeSpan);

        Task<ImageSharePage> call = Client().DescribeImageSharePermissionAsync(Request);
        await ReceivedAsync(2);
        _time.Advance(TimeSpan.FromSeconds(10));
        TimeoutException exception = await Assert.ThrowsAsync<TimeoutException>(() => call);

        Assert.Equal("Attempt 2 at page 3 got no whole answer within 10 s, the value of EnsClientOptions.AttemptTimeout.", exception.Message);
        Assert.Equal(EnsErrorCodes.ServiceUnavailable, Assert.IsType<EnsServerException>(exception.InnerException).ErrorCode);
    }

    [Fact]
    public async Task The_whole_budget_that_runs_out_names_itself_the_attempts_and_the_last_failure()
    {
        _emulator.Options.AttemptTimeout = TimeSpan.FromHours(1);
        _emulator.Faults.Throttle().Delay(Timeout.InfiniteTimeSpan);

        Task<ImageSharePage> call = Client().DescribeImageSharePermissionAsync(Request);
        await ReceivedAsync(2);
        _time.Advance(TimeSpan.FromSeconds(60));
        TimeoutException exception = await Assert.ThrowsAsync<TimeoutException>(() => call);

        Assert.Equal("The call for page 3 did not end within 60 s, the value of EnsClientOptions.Timeout, in 2 attempts.", exception.Message);
        Assert.IsType<EnsThrottlingException>(exception.InnerException);
    }

    [Fact]
    public async Task Cancelling_in_the_back_off_ends_the_call_and_sends_nothing_more()
    {
        using CancellationTokenSource stop = new();
        Microsoft.Extensions.Time.Testing.FakeTimeProvider standing = new(SkippingTime.Epoch);
        EnsEmulator emulator = new(standing);
        emulator.Faults.Throttle(TimeSpan.FromSeconds(5));
        Task<ImageSharePage> call = new EnsClient(emulator.Credentials, emulator.Options, emulator, timeProvider: standing).DescribeImageSharePermissionAsync(Request, stop.Token);
        Assert.False(call.IsCompleted);

        await stop.CancelAsync();
        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        Assert.Equal(stop.Token, exception.CancellationToken);
        Assert.Single(emulator.Requests);
    }

    [Fact]
    public async Task Cancelling_while_a_deaf_credential_is_asked_ends_the_call()
    {
        using CancellationTokenSource stop = new();
        TaskCompletionSource<EnsAccessKey> never = new();
        Task<ImageSharePage> call = new EnsClient(new Deaf(never.Task), _emulator.Options, _emulator).DescribeImageSharePermissionAsync(Request, stop.Token);

        await stop.CancelAsync();
        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        Assert.Equal(stop.Token, exception.CancellationToken);
        Assert.Empty(_emulator.Requests);
    }

    [Fact]
    public async Task A_budget_starts_anew_with_every_page()
    {
        _emulator.Options.Timeout = TimeSpan.FromSeconds(4);
        for (int page = 0; page < 3; page++)
        {
            _emulator.Faults.Throttle(TimeSpan.FromSeconds(3)).Succeed();
        }

        Assert.Equal(250, (await Emulated.ToListAsync(Client().ListSharedAccountsAsync(Emulated.Image), TestContext.Current.CancellationToken)).Count);
        Assert.Equal(3, _time.Waits.Count);
    }

    private EnsClient Client() => new(_emulator.Credentials, _emulator.Options, _emulator, timeProvider: _time);

    /// <summary>Waits until the emulator has got so many requests, which takes as long as the thread pool takes.</summary>
    private async Task ReceivedAsync(int requests)
    {
        while (_emulator.Requests.Count < requests)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private sealed class Deaf(Task<EnsAccessKey> key) : EnsCredentials
    {
        public override async ValueTask<EnsAccessKey> GetAccessKeyAsync(CancellationToken cancellationToken) => await key;
    }
}
