using System.Net;

namespace Ens.ImageSharing.Tests.Calls;

/// <summary>A wrong clock and an expired session token: what is put right, once, and what is not.</summary>
public sealed class ClockAndKeyTests : IDisposable
{
    private static readonly DescribeImageSharePermissionRequest Request = new(Emulated.Image);

    private readonly SkippingTime _time = new(new EnsClientOptions());
    private readonly EnsEmulator _emulator;

    public ClockAndKeyTests()
    {
        _emulator = new EnsEmulator(_time);
        _emulator.Share(Emulated.Image, "7");
    }

    public static TheoryData<TimeSpan> Skews =>
    [
        TimeSpan.FromMinutes(16), TimeSpan.FromMinutes(-16), TimeSpan.FromHours(8), TimeSpan.FromHours(-8),
        new DateTimeOffset(1970, 1, 2, 0, 0, 0, TimeSpan.Zero) - SkippingTime.Epoch, new DateTimeOffset(2038, 1, 20, 0, 0, 0, TimeSpan.Zero) - SkippingTime.Epoch,
    ];

    public void Dispose() => _emulator.Dispose();

    [Theory]
    [MemberData(nameof(Skews))]
    public async Task A_wrong_clock_is_corrected_once_and_stays_corrected(TimeSpan skew)
    {
        _emulator.Faults.SkewClock(skew);
        EnsClient client = Client();

        await client.DescribeImageSharePermissionAsync(Request);
        await client.DescribeImageSharePermissionAsync(Request);

        Assert.Equal(["InvalidTimeStamp.Expired", null, null], _emulator.Requests.Select(request => request.ErrorCode));
        Assert.Equal(SkippingTime.Epoch + skew, _emulator.Requests[2].Date);
    }

    [Theory]
    [InlineData(14)]
    [InlineData(-14)]
    public async Task A_clock_that_the_service_tolerates_is_left_alone(int minutes)
    {
        _emulator.Faults.SkewClock(TimeSpan.FromMinutes(minutes));

        await Client().DescribeImageSharePermissionAsync(Request);

        Assert.Equal(SkippingTime.Epoch, Assert.Single(_emulator.Requests).Date);
    }

    [Fact]
    public async Task A_clock_that_changes_its_mind_is_followed()
    {
        EnsClient client = Client();
        foreach (int hours in new[] { 8, -8, 0 })
        {
            _emulator.Faults.SkewClock(TimeSpan.FromHours(hours));
            await client.DescribeImageSharePermissionAsync(Request);
        }

        Assert.Equal(6, _emulator.Requests.Count);
    }

    [Fact]
    public async Task Two_clients_do_not_share_their_clocks()
    {
        _emulator.Faults.SkewClock(TimeSpan.FromHours(8));

        await Client().DescribeImageSharePermissionAsync(Request);
        await Client().DescribeImageSharePermissionAsync(Request);

        Assert.Equal(4, _emulator.Requests.Count);
    }

    [Fact]
    public async Task Sixty_four_callers_that_meet_the_skew_together_all_succeed_with_two_requests_each_at_most()
    {
        _emulator.Faults.SkewClock(TimeSpan.FromHours(-3));
        EnsClient client = Client();
        using Barrier start = new(64);

        ImageSharePage[] pages = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait(TestContext.Current.CancellationToken);
                return client.DescribeImageSharePermissionAsync(Request);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap()));

        Assert.All(pages, page => Assert.Single(page.Accounts));
        Assert.InRange(_emulator.Requests.Count, 65, 128);
    }

    [Fact]
    public async Task A_code_that_contradicts_the_date_is_believed_by_nobody()
    {
        _emulator.Faults.Error(400, EnsErrorCodes.InvalidTimeStampExpired).Error(400, EnsErrorCodes.InvalidTimeStampExpired);

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(() => Client().DescribeImageSharePermissionAsync(Request));

        Assert.InRange(exception.Attempts, 1, 2);
    }

    [Theory]
    [InlineData("Thu, 01 Jan 1970 00:00:00 GMT", 2)]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT", 2)]
    [InlineData("yesterday", 1)]
    [InlineData(null, 1)]
    public async Task A_date_that_does_not_help_is_forgotten(string? date, int requests)
    {
        Refusing transport = new(date);
        EnsClient client = new(_emulator.Credentials, _emulator.Options, transport, timeProvider: _time);

        await Assert.ThrowsAsync<EnsAuthenticationException>(() => client.DescribeImageSharePermissionAsync(Request));
        Assert.Equal(requests, transport.Dates.Count);

        await Record.ExceptionAsync(() => client.DescribeImageSharePermissionAsync(Request));
        Assert.Equal("2026-03-27T00:00:00Z", transport.Dates[requests]);
    }

    [Fact]
    public async Task An_expired_token_is_tried_again_once_with_another_key()
    {
        _emulator.AddAccessKey("STS", "one", "old");
        _emulator.AddAccessKey("STS", "two", "new");
        Rotating credentials = new(new EnsAccessKey("STS", "one", "old"), new EnsAccessKey("STS", "two", "new"));

        await Client(credentials).DescribeImageSharePermissionAsync(Request);

        Assert.Equal(["InvalidSecurityToken.Expired", null], _emulator.Requests.Select(request => request.ErrorCode));
    }

    [Fact]
    public async Task An_expired_token_is_not_tried_again_with_the_same_key()
    {
        _emulator.AddAccessKey("STS", "one", "old");
        _emulator.ExpireSecurityToken("STS");

        await Assert.ThrowsAsync<EnsAuthenticationException>(() => Client(EnsCredentials.FromAccessKey("STS", "one", "old")).DescribeImageSharePermissionAsync(Request));

        Assert.Single(_emulator.Requests);
    }

    [Fact]
    public async Task A_second_expired_token_is_the_end()
    {
        foreach (string token in new[] { "1", "2", "3", "4" })
        {
            _emulator.AddAccessKey("STS", "secret", token);
        }

        Rotating credentials = new(new EnsAccessKey("STS", "secret", "1"), new EnsAccessKey("STS", "secret", "2"), new EnsAccessKey("STS", "secret", "2"), new EnsAccessKey("STS", "secret", "3"));

        await Assert.ThrowsAsync<EnsAuthenticationException>(() => Client(credentials).DescribeImageSharePermissionAsync(Request));

        Assert.Equal(2, _emulator.Requests.Count);
    }

    [Theory]
    [InlineData(typeof(InvalidOperationException))]
    [InlineData(typeof(OperationCanceledException))]
    public async Task A_key_that_was_refused_and_has_no_successor_is_told_as_refused(Type failure)
    {
        _emulator.AddAccessKey("STS", "one", "old");
        _emulator.ExpireSecurityToken("STS");
        Rotating credentials = new(new EnsAccessKey("STS", "one", "old")) { Failure = (Exception)Activator.CreateInstance(failure)! };

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(() => Client(credentials).DescribeImageSharePermissionAsync(Request));

        Assert.Equal((EnsErrorCodes.InvalidSecurityTokenExpired, 1), (exception.ErrorCode, exception.Attempts));
    }

    private EnsClient Client(EnsCredentials? credentials = null) => new(credentials ?? _emulator.Credentials, _emulator.Options, _emulator, timeProvider: _time);

    /// <summary>Gives one key after the other, and the last one for ever, unless it fails after it.</summary>
    private sealed class Rotating(params EnsAccessKey[] keys) : EnsCredentials
    {
        private int _asked;

        public Exception? Failure { get; init; }

        public override ValueTask<EnsAccessKey> GetAccessKeyAsync(CancellationToken cancellationToken) =>
            _asked >= keys.Length && Failure is not null ? throw Failure : new(keys[Math.Min(_asked++, keys.Length - 1)]);
    }

    /// <summary>Says that the time is wrong, whatever it is.</summary>
    private sealed class Refusing(string? date) : HttpMessageHandler
    {
        public List<string> Dates { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Dates.Add(request.Headers.GetValues("x-acs-date").Single());
            HttpResponseMessage response = new(HttpStatusCode.BadRequest) { Content = new StringContent("""{"Code":"InvalidTimeStamp.Expired"}""") };
            if (date is not null)
            {
                response.Headers.TryAddWithoutValidation("Date", date);
            }

            return Task.FromResult(response);
        }
    }
}
