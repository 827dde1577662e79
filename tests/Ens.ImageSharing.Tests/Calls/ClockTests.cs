using Ens.ImageSharing.Tests.Doubles;

namespace Ens.ImageSharing.Tests.Calls;

/// <summary>A wrong clock is corrected once; a correction that does not help is undone.</summary>
public sealed class ClockTests : IDisposable
{
    private const string Right = "2026-03-27T00:00:00Z";
    private const string WrongTime = """{"Code":"InvalidTimeStamp.Expired"}""";
    private const string Busy = """{"Code":"ServiceUnavailable"}""";
    private const string Hostile = "Thu, 01 Jan 1970 00:00:00 GMT";

    private readonly SkippingTime _time = new(new EnsClientOptions());
    private readonly EnsEmulator _emulator;

    public ClockTests()
    {
        _emulator = new EnsEmulator(_time);
        _emulator.Options.RetryDelay = TimeSpan.Zero;
        _emulator.Share(Emulated.Image, "7");
    }

    public static TheoryData<TimeSpan> Skews =>
    [
        TimeSpan.FromMinutes(16), TimeSpan.FromMinutes(-16), TimeSpan.FromHours(8), TimeSpan.FromHours(-8),
        new DateTimeOffset(1970, 1, 2, 0, 0, 0, TimeSpan.Zero) - SkippingTime.Epoch, new DateTimeOffset(2038, 1, 20, 0, 0, 0, TimeSpan.Zero) - SkippingTime.Epoch,
    ];

    /// <summary>What the service responds, with 1970 as its date: C for a wrong clock, B for busy, X for an attempt that breaks.</summary>
    public static TheoryData<int, string> Useless => new()
    {
        { 1, "CC" }, { 3, "CC" }, { 3, "BBCC" }, { 3, "BCC" }, { 1, "CB" }, { 1, "CX" }, { 2, "CBB" }, { 2, "CBX" },
    };

    public void Dispose() => _emulator.Dispose();

    [Theory]
    [MemberData(nameof(Skews))]
    public async Task A_wrong_clock_is_corrected_once_and_stays_corrected(TimeSpan skew)
    {
        _emulator.Faults.SkewClock(skew);
        EnsClient client = Client(_emulator);

        await CallAsync(client);
        await CallAsync(client);

        Assert.Equal(["InvalidTimeStamp.Expired", null, null], _emulator.Requests.Select(request => request.ErrorCode));
        Assert.Equal(SkippingTime.Epoch + skew, _emulator.Requests[2].Date);
    }

    [Theory]
    [InlineData(14)]
    [InlineData(-14)]
    public async Task A_clock_that_the_service_tolerates_is_left_alone(int minutes)
    {
        _emulator.Faults.SkewClock(TimeSpan.FromMinutes(minutes));

        await CallAsync(Client(_emulator));

        Assert.Equal(SkippingTime.Epoch, Assert.Single(_emulator.Requests).Date);
    }

    [Fact]
    public async Task A_clock_that_changes_again_is_followed()
    {
        EnsClient client = Client(_emulator);
        foreach (int hours in new[] { 8, -8, 0 })
        {
            _emulator.Faults.SkewClock(TimeSpan.FromHours(hours));
            await CallAsync(client);
        }

        Assert.Equal(6, _emulator.Requests.Count);
    }

    [Fact]
    public async Task Two_clients_do_not_share_their_clocks()
    {
        _emulator.Faults.SkewClock(TimeSpan.FromHours(8));

        await CallAsync(Client(_emulator));
        await CallAsync(Client(_emulator));

        Assert.Equal(4, _emulator.Requests.Count);
    }

    [Fact]
    public async Task Sixty_four_callers_with_a_wrong_clock_all_succeed_with_two_requests_each_at_most()
    {
        _emulator.Faults.SkewClock(TimeSpan.FromHours(-3));
        EnsClient client = Client(_emulator);

        ImageSharePage[] pages = await TogetherAsync(64, () => CallAsync(client));

        Assert.All(pages, page => Assert.Single(page.Accounts));
        Assert.InRange(_emulator.Requests.Count, 65, 128);
    }

    [Fact]
    public async Task A_code_that_the_date_of_the_response_contradicts_is_not_believed()
    {
        _emulator.Faults.Error(400, EnsErrorCodes.InvalidTimeStampExpired);
        EnsClient client = Client(_emulator);

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(() => CallAsync(client));
        await CallAsync(client);

        Assert.Equal(1, exception.Attempts);
        Assert.Equal([SkippingTime.Epoch, SkippingTime.Epoch], _emulator.Requests.Select(request => request.Date!.Value));
    }

    [Theory]
    [InlineData(Hostile, 2)]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT", 2)]
    [InlineData("yesterday", 1)]
    [InlineData(null, 1)]
    public async Task A_date_that_does_not_help_is_forgotten(string? date, int requests)
    {
        StubHandler transport = new(_ => StubHandler.Response(WrongTime, 400, date is null ? [] : [("Date", date)]));
        EnsClient client = Client(transport);

        await Assert.ThrowsAsync<EnsAuthenticationException>(() => CallAsync(client));
        Assert.Equal(requests, transport.Sent.Count);

        await Record.ExceptionAsync(() => CallAsync(client));
        Assert.Equal(Right, Dates(transport)[requests]);
    }

    [Theory]
    [MemberData(nameof(Useless))]
    public async Task A_correction_that_does_not_help_is_undone_whatever_attempt_it_was(int maxRetries, string script)
    {
        int requests = 0;
        StubHandler transport = new(_ => requests >= script.Length
            ? StubHandler.Response("""{"TotalCount":0}""")
            : script[requests++] switch
            {
                'C' => StubHandler.Response(WrongTime, 400, ("Date", Hostile)),
                'B' => StubHandler.Response(Busy, 503, ("Date", Hostile)),
                _ => throw new HttpRequestException("reset"),
            });
        _emulator.Options.MaxRetries = maxRetries;
        EnsClient client = Client(transport);

        Assert.NotNull(await Record.ExceptionAsync(() => CallAsync(client)));
        Assert.Contains(Dates(transport), date => date.StartsWith("1970-", StringComparison.Ordinal));
        await CallAsync(client);

        Assert.Equal(Right, Dates(transport)[^1]);
    }

    [Fact]
    public async Task Useless_corrections_of_sixteen_callers_at_once_are_all_undone()
    {
        int requests = 0;
        StubHandler transport = new(_ => StubHandler.Response(
            WrongTime, 400, ("Date", $"Thu, 01 Jan 1970 00:{Interlocked.Increment(ref requests) % 60:D2}:00 GMT")));
        EnsClient client = Client(transport);

        await TogetherAsync(16, () => Record.ExceptionAsync(() => CallAsync(client)).AsTask());
        int before = transport.Sent.Count;
        await Record.ExceptionAsync(() => CallAsync(client));

        Assert.Equal(Right, Dates(transport)[before]);
    }

    private static Task<ImageSharePage> CallAsync(EnsClient client) => client.DescribeImageSharePermissionAsync(Emulated.Image);

    private static string[] Dates(StubHandler transport) => [.. transport.Sent.Select(request => request.Header("x-acs-date")!)];

    private static async Task<T[]> TogetherAsync<T>(int callers, Func<Task<T>> call)
    {
        using Barrier start = new(callers);
        return await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait(TestContext.Current.CancellationToken);
                return call();
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap()));
    }

    private EnsClient Client(HttpMessageHandler transport) => new(_emulator.Credentials, _emulator.Options, transport, timeProvider: _time);
}
