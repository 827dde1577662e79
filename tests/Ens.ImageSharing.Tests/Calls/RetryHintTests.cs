using Ens.ImageSharing.Tests.Doubles;

namespace Ens.ImageSharing.Tests.Calls;

/// <summary>What a service asks to wait: which header counts, for which errors, and how long at most.</summary>
public sealed class RetryHintTests : IDisposable
{
    private const string Throttled = """{"Code":"Throttling"}""";

    private readonly EnsClientOptions _options;
    private readonly EnsEmulator _emulator;
    private SkippingTime _time;

    public RetryHintTests()
    {
        _options = new EnsEmulator().Options;
        _time = new SkippingTime(_options);
        _emulator = new EnsEmulator(_time);
        _emulator.Share(Emulated.Image, "7");
    }

    public static TheoryData<string?, string?, double?> Hints => new()
    {
        { "1500", null, 1.5 },
        { " 1500 ", null, 1.5 },
        { "1500", "7", 1.5 },
        { "0", "7", 7 },
        { "-1", "7", 7 },
        { "junk", "7", 7 },
        { "", "7", 7 },
        { "1.5", "7", 7 },
        { null, "7", 7 },
        { null, "Fri, 27 Mar 2026 00:00:09 GMT", 9 },
        { null, "Thu, 26 Mar 2026 00:00:00 GMT", null },
        { null, "0", null },
        { null, "-3", null },
        { null, "soon", null },
        { null, null, null },
    };

    public void Dispose() => _emulator.Dispose();

    [Theory]
    [MemberData(nameof(Hints))]
    public async Task A_hint_is_waited_for_and_without_one_the_back_off(string? milliseconds, string? standard, double? seconds)
    {
        await CallAsync(Refusing(400, Throttled, milliseconds, standard));

        TimeSpan wait = Assert.Single(_time.Waits);
        if (seconds is { } expected)
        {
            Assert.Equal(TimeSpan.FromSeconds(expected), wait);
        }
        else
        {
            Assert.InRange(wait, TimeSpan.FromSeconds(0.25), TimeSpan.FromSeconds(0.5));
        }
    }

    [Theory]
    [InlineData(400, """{"Code":"SomethingNew"}""")]
    [InlineData(403, """{"Code":"SomethingNew"}""")]
    [InlineData(400, """{"Code":"NoPermission"}""")]
    [InlineData(400, """{"Code":"MissingImageId"}""")]
    [InlineData(400, "")]
    public async Task The_header_of_the_gateway_makes_any_refusal_worth_another_attempt(int status, string body)
    {
        await CallAsync(Refusing(status, body, "10", standard: null));

        Assert.Equal(TimeSpan.FromMilliseconds(10), Assert.Single(_time.Waits));
    }

    [Theory]
    [InlineData("""{"Code":"NoPermission"}""")]
    [InlineData("""{"Code":"InvalidParameter.ImageId"}""")]
    [InlineData("""{"Code":"MissingImageId"}""")]
    [InlineData("""{"Code":"SignatureDoesNotMatch"}""")]
    [InlineData("""{"Code":"SomethingNew"}""")]
    [InlineData("")]
    public async Task The_standard_header_does_not_make_a_final_refusal_worth_another_attempt(string body)
    {
        StubHandler transport = Refusing(400, body, milliseconds: null, "1");

        await Assert.ThrowsAnyAsync<EnsException>(() => CallAsync(transport));

        Assert.Single(transport.Sent);
    }

    [Theory]
    [InlineData("Retry-After")]
    [InlineData("x-acs-retry-after")]
    public async Task No_header_keeps_a_wrong_clock_from_being_corrected(string header)
    {
        StubHandler transport = new(request => request.Header("x-acs-date")!.StartsWith("2026-03-27T08", StringComparison.Ordinal)
            ? StubHandler.Response("""{"TotalCount":0}""")
            : StubHandler.Response(
                """{"Code":"InvalidTimeStamp.Expired"}""", 400, (header, "1"), ("Date", "Fri, 27 Mar 2026 08:00:00 GMT")));

        await CallAsync(transport);

        Assert.Equal((2, 0), (transport.Sent.Count, _time.Waits.Count));
    }

    [Fact]
    public async Task The_header_of_the_gateway_does_not_keep_a_used_nonce_from_being_replaced_at_once()
    {
        await CallAsync(Refusing(400, """{"Code":"SignatureNonceUsed"}""", "1000", standard: null));

        Assert.Empty(_time.Waits);
    }

    [Theory]
    [InlineData("99999999999999999", 24 * 60 * 60)]
    [InlineData("86400000", 24 * 60 * 60)]
    [InlineData("60000", 60)]
    public async Task A_wait_that_does_not_fit_into_the_budget_is_not_started(string milliseconds, int seconds)
    {
        EnsThrottlingException exception = await Assert.ThrowsAsync<EnsThrottlingException>(
            () => CallAsync(Refusing(400, Throttled, milliseconds, standard: null)));

        Assert.Empty(_time.Waits);
        Assert.Equal((1, TimeSpan.FromSeconds(seconds)), (exception.Attempts, exception.RetryAfter));
    }

    [Fact]
    public async Task A_huge_hint_counts_as_a_minute()
    {
        _options.Timeout = TimeSpan.FromMinutes(10);
        _time = new SkippingTime(_options);

        await CallAsync(Refusing(400, Throttled, "86400000", standard: null));

        Assert.Equal(TimeSpan.FromMinutes(1), Assert.Single(_time.Waits));
    }

    private Task<ImageSharePage> CallAsync(HttpMessageHandler transport) =>
        new EnsClient(_emulator.Credentials, _options, transport, timeProvider: _time).DescribeImageSharePermissionAsync(Emulated.Image);

    /// <summary>Refuses once, with hints.</summary>
    private static StubHandler Refusing(int status, string body, string? milliseconds, string? standard)
    {
        int requests = 0;
        (string, string)[] hints =
        [
            ("Date", SkippingTime.Epoch.ToString("r", System.Globalization.CultureInfo.InvariantCulture)),
            .. milliseconds is null ? [] : new[] { ("x-acs-retry-after", milliseconds) },
            .. standard is null ? [] : new[] { ("Retry-After", standard) },
        ];
        return new StubHandler(_ => ++requests == 1 ? StubHandler.Response(body, status, hints) : StubHandler.Response("""{"TotalCount":0}"""));
    }
}
