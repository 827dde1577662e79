using System.Net;
using System.Security.Authentication;

namespace Ens.ImageSharing.Tests.Calls;

/// <summary>Which failures are tried again, how long after, and what the caller gets in the end. No test waits.</summary>
public sealed class RetryTests : IDisposable
{
    private static readonly DescribeImageSharePermissionRequest Request = new(Emulated.Image);

    private readonly EnsClientOptions _options;
    private readonly SkippingTime _time;
    private readonly EnsEmulator _emulator;

    public RetryTests()
    {
        _options = new EnsEmulator().Options;
        _time = new SkippingTime(_options);
        _emulator = new EnsEmulator(_time);
        _emulator.Share(Emulated.Image, "7");
    }

    public void Dispose() => _emulator.Dispose();

    public static TheoryData<int, string, bool> Errors => new()
    {
        { 400, """{"Code":"Throttling"}""", true },
        { 400, """{"Code":"Throttling.User"}""", true },
        { 429, """{"Code":"Throttling.Api"}""", true },
        { 400, """{"Code":"Rejected.Throttling"}""", true },
        { 503, """{"Code":"ServiceUnavailable"}""", true },
        { 500, """{"Code":"InternalError"}""", true },
        { 200, """{"Code":"InternalError"}""", true },
        { 500, """{"Code":"UnknownError"}""", true },
        { 400, """{"Code":"ens.interface.error"}""", true },
        { 400, """{"Code":"CallInterface"}""", true },
        { 400, """{"Code":"SignatureNonceUsed"}""", true },
        { 500, "", true },
        { 502, "<html></html>", true },
        { 503, "", true },
        { 504, "", true },
        { 408, "", true },
        { 429, "", true },
        { 400, """{"Code":"MissingParameter"}""", false },
        { 400, """{"Code":"NoPermission"}""", false },
        { 403, """{"Code":"Forbidden.RAM"}""", false },
        { 400, """{"Code":"InvalidParameter.PageSize"}""", false },
        { 400, """{"Code":"InvalidParameter"}""", false },
        { 400, """{"Code":"SignatureDoesNotMatch"}""", false },
        { 400, """{"Code":"IncompleteSignature"}""", false },
        { 404, """{"Code":"InvalidAccessKeyId.NotFound"}""", false },
        { 400, """{"Code":"InvalidAccessKeyId.Inactive"}""", false },
        { 400, """{"Code":"InvalidSecurityToken.Malformed"}""", false },
        { 400, """{"Code":"MissingSecurityToken"}""", false },
        { 400, """{"Code":"InvalidSecurityToken.Expired"}""", false },
        { 400, """{"Code":"InvalidTimeStamp.Format"}""", false },
        { 400, """{"Code":"InvalidTimeStamp.Expired"}""", false },
        { 404, """{"Code":"InvalidAction.NotFound"}""", false },
        { 403, """{"Code":"UnsupportedHTTPMethod"}""", false },
        { 400, """{"Code":"SomethingNew"}""", false },
        { 400, "", false },
        { 403, "", false },
        { 404, "", false },
        { 301, "", false },
        { 200, "no page", false },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task An_answer_is_tried_again_if_it_may_pass(int status, string body, bool retried)
    {
        _emulator.Faults.Status(status, body);

        if (retried)
        {
            Assert.Equal("7", (await CallAsync()).Accounts[0].AliyunUid);
        }
        else
        {
            EnsException exception = await Assert.ThrowsAnyAsync<EnsException>(CallAsync);
            Assert.Equal(1, exception.Attempts);
        }

        Assert.Equal(retried ? 2 : 1, _emulator.Requests.Count);
    }

    [Fact]
    public async Task A_dropped_and_a_truncated_answer_are_tried_again()
    {
        _emulator.Faults.Drop().Truncate();

        Assert.Single((await CallAsync()).Accounts);
        Assert.Equal(3, _emulator.Requests.Count);
    }

    [Fact]
    public async Task A_wrong_certificate_is_not_tried_again()
    {
        int attempts = 0;
        EnsClient client = new(_emulator.Credentials, _options, new Throwing(() =>
        {
            attempts++;
            return new HttpRequestException("The SSL connection could not be established.", new AuthenticationException("The remote certificate is invalid."));
        }), timeProvider: _time);

        await Assert.ThrowsAsync<HttpRequestException>(() => client.DescribeImageSharePermissionAsync(Request));

        Assert.Equal(1, attempts);
    }

    [Fact]
    public async Task A_mistake_in_a_handler_is_neither_tried_again_nor_disguised()
    {
        EnsClient client = new(_emulator.Credentials, _options, new Throwing(() => new InvalidOperationException("mistake")), timeProvider: _time);

        Assert.Equal("mistake", (await Assert.ThrowsAsync<InvalidOperationException>(() => client.DescribeImageSharePermissionAsync(Request))).Message);
    }

    [Fact]
    public async Task A_cancellation_that_is_nobodys_is_a_failure_of_the_network()
    {
        EnsClient client = new(_emulator.Credentials, _options, new Throwing(() => new TaskCanceledException("HttpClient.Timeout")), timeProvider: _time);

        HttpRequestException exception = await Assert.ThrowsAsync<HttpRequestException>(() => client.DescribeImageSharePermissionAsync(Request, TestContext.Current.CancellationToken));

        Assert.Equal("A handler below the client cancelled the request.", exception.Message);
        Assert.IsType<TaskCanceledException>(exception.InnerException);
        Assert.Equal(3, _time.Waits.Count);
    }

    [Fact]
    public async Task What_a_handler_throws_keeps_the_place_where_it_was_thrown_and_the_page_that_it_was_thrown_at()
    {
        EnsClient client = new(_emulator.Credentials, _options, new Throwing(() => throw new InvalidOperationException("mistake")), timeProvider: _time);

        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(() => client.DescribeImageSharePermissionAsync(new(Emulated.Image) { PageNumber = 4 }));

        Assert.Contains(nameof(What_a_handler_throws_keeps_the_place_where_it_was_thrown_and_the_page_that_it_was_thrown_at), exception.StackTrace, StringComparison.Ordinal);
        Assert.Equal(4, exception.Data["PageNumber"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public async Task There_are_as_many_retries_as_the_option_says(int retries)
    {
        _options.MaxRetries = retries;
        _emulator.Faults.AtRandom(seed: 1, rate: 1);
        Exception exception = (await Record.ExceptionAsync(CallAsync))!;

        Assert.True(exception is EnsException or HttpRequestException, exception.ToString());
        Assert.Equal(retries + 1, _emulator.Requests.Count);
        Assert.Equal(retries + 1, (exception as EnsException)?.Attempts ?? retries + 1);
    }

    [Fact]
    public async Task Every_attempt_is_signed_afresh_and_says_which_one_it_is()
    {
        _emulator.Faults.Throttle(TimeSpan.FromMilliseconds(1500)).Error(400, EnsErrorCodes.SignatureNonceUsed);

        await CallAsync();

        Assert.Equal([null, "1", "2"], _emulator.Requests.Select(request => request.Header("x-acs-retry-attempts")));
        Assert.Equal([null, "1500", "0"], _emulator.Requests.Select(request => request.Header("x-acs-retry-delay")));
        Assert.Equal(3, _emulator.Requests.Select(request => request.Nonce).Distinct().Count());
        Assert.Contains("x-acs-retry-attempts;x-acs-retry-delay", _emulator.Requests[1].Header("Authorization"), StringComparison.Ordinal);
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

    [Theory]
    [MemberData(nameof(Hints))]
    public async Task A_hint_is_waited_for_and_nothing_else_if_there_is_one(string? milliseconds, string? standard, double? seconds)
    {
        Hinting transport = new(_emulator, milliseconds, standard);
        EnsClient client = new(_emulator.Credentials, _options, transport, timeProvider: _time);

        await client.DescribeImageSharePermissionAsync(Request);

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
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(500)]
    public async Task A_hint_makes_any_refusal_worth_another_try(int status)
    {
        Hinting transport = new(_emulator, "10", null) { Status = status, Body = """{"Code":"SomethingNew"}""" };

        await new EnsClient(_emulator.Credentials, _options, transport, timeProvider: _time).DescribeImageSharePermissionAsync(Request);

        Assert.Equal(TimeSpan.FromMilliseconds(10), Assert.Single(_time.Waits));
    }

    [Theory]
    [InlineData("99999999999999999")]
    [InlineData("86400000")]
    [InlineData("60000")]
    public async Task A_wait_that_does_not_fit_the_budget_is_not_begun(string milliseconds)
    {
        EnsClient client = new(_emulator.Credentials, _options, new Hinting(_emulator, milliseconds, null), timeProvider: _time);

        EnsThrottlingException exception = await Assert.ThrowsAsync<EnsThrottlingException>(() => client.DescribeImageSharePermissionAsync(Request));

        Assert.Empty(_time.Waits);
        Assert.Equal(1, exception.Attempts);
        Assert.True(exception.RetryAfter >= TimeSpan.FromSeconds(60) || milliseconds.Length > 10);
    }

    [Fact]
    public async Task A_wait_that_does_not_fit_what_is_left_of_the_budget_is_not_begun()
    {
        _emulator.Faults.Throttle(TimeSpan.FromSeconds(40)).Throttle(TimeSpan.FromSeconds(25));

        EnsThrottlingException exception = await Assert.ThrowsAsync<EnsThrottlingException>(CallAsync);

        Assert.Equal(TimeSpan.FromSeconds(40), Assert.Single(_time.Waits));
        Assert.Equal(2, exception.Attempts);
    }

    [Fact]
    public async Task A_huge_hint_counts_as_a_minute()
    {
        _options.Timeout = TimeSpan.FromMinutes(10);
        SkippingTime time = new(_options);
        EnsClient client = new(_emulator.Credentials, _options, new Hinting(_emulator, "86400000", null), timeProvider: time);

        await client.DescribeImageSharePermissionAsync(Request);

        Assert.Equal(TimeSpan.FromMinutes(1), Assert.Single(time.Waits));
    }

    [Fact]
    public async Task A_quota_keeps_a_failing_service_from_being_hit_three_times_as_hard()
    {
        // All callers move one clock, so their budgets must not end with it.
        _options.Timeout = _options.AttemptTimeout = TimeSpan.FromDays(1);
        _emulator.RequestLimit = 2000;
        _emulator.Faults.AtRandom(seed: 7, rate: 1);
        EnsClient client = new(_emulator.Credentials, _options, _emulator, timeProvider: new SkippingTime(_options));

        Exception?[] outcomes = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => Record.ExceptionAsync(() => client.DescribeImageSharePermissionAsync(Request)).AsTask()));

        Assert.All(outcomes, outcome => Assert.True(outcome is EnsException or HttpRequestException));
        Assert.InRange(_emulator.Requests.Count, 1000, 1100);
    }

    [Fact]
    public async Task A_call_pays_for_its_retries_and_not_for_the_failure_after_the_last_one()
    {
        _options.MaxRetries = 1;
        EnsClient client = new(_emulator.Credentials, _options, _emulator, timeProvider: _time);
        for (int call = 0; call < 120; call++)
        {
            _emulator.Faults.Error(400, EnsErrorCodes.SignatureNonceUsed).Error(400, EnsErrorCodes.SignatureNonceUsed);
            await Assert.ThrowsAsync<EnsAuthenticationException>(() => client.DescribeImageSharePermissionAsync(Request));
        }

        // A full quota pays for a hundred retries.
        Assert.Equal(220, _emulator.Requests.Count);
    }

    [Fact]
    public async Task A_service_that_fails_every_other_time_never_empties_the_quota()
    {
        EnsClient client = new(_emulator.Credentials, _options, _emulator, timeProvider: _time);
        for (int call = 0; call < 200; call++)
        {
            _emulator.Faults.Error(400, EnsErrorCodes.SignatureNonceUsed);
            await client.DescribeImageSharePermissionAsync(Request);
        }

        Assert.Equal(400, _emulator.Requests.Count);
    }

    [Fact]
    public async Task Successes_fill_the_quota_again()
    {
        _options.MaxRetries = 100;
        _options.Timeout = TimeSpan.FromDays(1);
        EnsClient client = new(_emulator.Credentials, _options, _emulator, timeProvider: new SkippingTime(_options));
        for (int i = 0; i < 150; i++)
        {
            _emulator.Faults.Error(400, EnsErrorCodes.SignatureNonceUsed);
        }

        // 100 retries empty the bucket; the call ends with its error, and so does the next one at once.
        Assert.Equal(101, (await Assert.ThrowsAsync<EnsAuthenticationException>(() => client.DescribeImageSharePermissionAsync(Request))).Attempts);
        Assert.Equal(1, (await Assert.ThrowsAsync<EnsAuthenticationException>(() => client.DescribeImageSharePermissionAsync(Request))).Attempts);
        while (_emulator.Faults.Count > 0)
        {
            await Record.ExceptionAsync(() => client.DescribeImageSharePermissionAsync(Request));
        }

        for (int i = 0; i < 5; i++)
        {
            await client.DescribeImageSharePermissionAsync(Request);
        }

        _emulator.Faults.Error(400, EnsErrorCodes.SignatureNonceUsed);
        Assert.Single((await client.DescribeImageSharePermissionAsync(Request)).Accounts);
    }

    private Task<ImageSharePage> CallAsync() => new EnsClient(_emulator.Credentials, _options, _emulator, timeProvider: _time).DescribeImageSharePermissionAsync(Request);

    private sealed class Throwing(Func<Exception> failure) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromException<HttpResponseMessage>(failure());
    }

    /// <summary>Refuses once, with hints, before the emulator answers.</summary>
    private sealed class Hinting(EnsEmulator emulator, string? milliseconds, string? standard) : DelegatingHandler(emulator)
    {
        private bool _refused;

        public int Status { get; init; } = 400;

        public string Body { get; init; } = """{"Code":"Throttling"}""";

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (_refused)
            {
                return base.SendAsync(request, cancellationToken);
            }

            _refused = true;
            HttpResponseMessage response = new((HttpStatusCode)Status) { Content = new StringContent(Body) };
            response.Headers.Date = SkippingTime.Epoch;
            response.Headers.TryAddWithoutValidation(milliseconds is null ? "x-nothing" : "x-acs-retry-after", milliseconds ?? "");
            response.Headers.TryAddWithoutValidation(standard is null ? "x-nothing" : "Retry-After", standard ?? "");
            return Task.FromResult(response);
        }
    }
}
