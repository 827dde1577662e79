namespace Ens.ImageSharing.Tests.Calls;

/// <summary>What the calls of one client may spend on retries together.</summary>
public sealed class SharedQuotaTests : IDisposable
{
    private readonly EnsClientOptions _options;
    private readonly EnsEmulator _emulator;

    public SharedQuotaTests()
    {
        _options = new EnsEmulator().Options;
        _emulator = new EnsEmulator(new SkippingTime(_options));
        _emulator.Share(Emulated.Image, "7");
    }

    public void Dispose() => _emulator.Dispose();

    [Fact]
    public async Task A_failing_service_is_not_hit_four_times_as_hard()
    {
        // All callers move one clock, so their budgets must not end with it.
        _options.Timeout = _options.AttemptTimeout = TimeSpan.FromDays(1);
        _emulator.RequestLimit = 2000;
        for (int i = 0; i < 4000; i++)
        {
            _emulator.Faults.Error(503, EnsErrorCodes.ServiceUnavailable);
        }

        EnsClient client = Client();
        Exception?[] outcomes = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => Record.ExceptionAsync(() => CallAsync(client)).AsTask()));

        Assert.All(outcomes, outcome => Assert.IsType<EnsServerException>(outcome));
        Assert.Equal(1100, _emulator.Requests.Count);
    }

    [Fact]
    public async Task A_call_pays_for_its_retries_and_not_for_the_failure_after_the_last_one()
    {
        _options.MaxRetries = 1;
        EnsClient client = Client();
        for (int call = 0; call < 120; call++)
        {
            _emulator.Faults.Error(400, EnsErrorCodes.SignatureNonceUsed).Error(400, EnsErrorCodes.SignatureNonceUsed);
            await Assert.ThrowsAsync<EnsAuthenticationException>(() => CallAsync(client));
        }

        // A full quota pays for a hundred retries.
        Assert.Equal(220, _emulator.Requests.Count);
    }

    [Fact]
    public async Task A_service_that_fails_every_other_time_never_empties_the_quota()
    {
        EnsClient client = Client();
        for (int call = 0; call < 200; call++)
        {
            _emulator.Faults.Error(400, EnsErrorCodes.SignatureNonceUsed);
            await CallAsync(client);
        }

        Assert.Equal(400, _emulator.Requests.Count);
    }

    [Fact]
    public async Task Successes_fill_the_quota_again()
    {
        _options.MaxRetries = 100;
        _options.Timeout = TimeSpan.FromDays(1);
        EnsClient client = Client();
        for (int i = 0; i < 102; i++)
        {
            _emulator.Faults.Error(400, EnsErrorCodes.SignatureNonceUsed);
        }

        // A hundred retries empty the quota; the next call fails with its first error.
        Assert.Equal(101, (await Assert.ThrowsAsync<EnsAuthenticationException>(() => CallAsync(client))).Attempts);
        Assert.Equal(1, (await Assert.ThrowsAsync<EnsAuthenticationException>(() => CallAsync(client))).Attempts);
        for (int i = 0; i < 5; i++)
        {
            await CallAsync(client);
        }

        _emulator.Faults.Error(400, EnsErrorCodes.SignatureNonceUsed);
        Assert.Single((await CallAsync(client)).Accounts);
    }

    private static Task<ImageSharePage> CallAsync(EnsClient client) => client.DescribeImageSharePermissionAsync(Emulated.Image);

    private EnsClient Client() => new(_emulator.Credentials, _options, _emulator, timeProvider: new SkippingTime(_options));
}
