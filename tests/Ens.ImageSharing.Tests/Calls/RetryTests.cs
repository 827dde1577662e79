using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Ens.ImageSharing.Tests.Calls;

/// <summary>Which failures are tried again, and how often. No test waits.</summary>
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

    public static TheoryData<int, string, bool> Errors => new()
    {
        { 400, """{"Code":"Throttling"}""", true },
        { 400, """{"Code":"Throttling.User"}""", true },
        { 429, """{"Code":"Throttling.Api"}""", true },
        { 400, """{"Code":"Rejected.Throttling"}""", true },
        { 503, """{"Code":"ServiceUnavailable"}""", true },
        { 500, """{"Code":"InternalError"}""", true },
        { 200, """{"Code":"InternalError"}""", true },
        { 200, """{"Error":{"Code":"Throttling.User"}}""", true },
        { 200, """{"TotalCount":0,"Error":{"Code":"Throttling.User"}}""", true },
        { 200, """[{"Code":"Throttling.User"}]""", true },
        { 200, "<Error><Code>Throttling.User</Code></Error>", true },
        { 200, "<Error><Code>NoPermission</Code></Error>", false },
        { 503, "<html><code>InvalidParameter</code></html>", true },
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
        { 503, """{"Code":"NoPermission"}""", false },
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

    public void Dispose() => _emulator.Dispose();

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task A_response_is_requested_again_if_that_may_help(int status, string body, bool retried)
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
    public async Task A_dropped_and_a_truncated_response_are_requested_again()
    {
        _emulator.Faults.Drop().Truncate();

        Assert.Single((await CallAsync()).Accounts);
        Assert.Equal(3, _emulator.Requests.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public async Task There_are_as_many_retries_as_the_option_says(int retries)
    {
        _options.MaxRetries = retries;
        for (int i = 0; i <= retries; i++)
        {
            _emulator.Faults.Error(503, EnsErrorCodes.ServiceUnavailable);
        }

        EnsServerException exception = await Assert.ThrowsAsync<EnsServerException>(CallAsync);

        Assert.Equal((retries + 1, retries + 1), (_emulator.Requests.Count, exception.Attempts));
    }

    [Fact]
    public async Task Every_attempt_is_signed_anew_and_says_which_one_it_is()
    {
        _emulator.Faults.Throttle(TimeSpan.FromMilliseconds(1500)).Error(400, EnsErrorCodes.SignatureNonceUsed);

        await CallAsync();

        Assert.Equal([null, "1", "2"], _emulator.Requests.Select(request => request.Header("x-acs-retry-attempts")));
        Assert.Equal([null, "1500", "0"], _emulator.Requests.Select(request => request.Header("x-acs-retry-delay")));
        Assert.Equal(3, _emulator.Requests.Select(request => request.Nonce).Distinct().Count());
        Assert.Contains("x-acs-retry-attempts;x-acs-retry-delay", _emulator.Requests[1].Header("Authorization"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, """{"Code":"SignatureNonceUsed"}""")]
    [InlineData(400, """{"Code":"Throttling"}""")]
    [InlineData(500, """{"Code":"InternalError"}""")]
    [InlineData(200, """{"Code":"InternalError"}""")]
    [InlineData(502, "<html></html>")]
    [InlineData(503, "Service Unavailable")]
    [InlineData(503, "")]
    public async Task A_call_that_succeeds_in_the_end_throws_nothing_on_the_way(int status, string body)
    {
        _emulator.Faults.Status(status, body);
        AsyncLocal<bool> isOurs = new() { Value = true };
        ConcurrentQueue<Exception> thrown = [];
        void Note(object? sender, FirstChanceExceptionEventArgs arguments)
        {
            if (isOurs.Value)
            {
                thrown.Enqueue(arguments.Exception);
            }
        }

        AppDomain.CurrentDomain.FirstChanceException += Note;
        try
        {
            await CallAsync();
        }
        finally
        {
            AppDomain.CurrentDomain.FirstChanceException -= Note;
        }

        Assert.Empty(thrown);
    }

    private Task<ImageSharePage> CallAsync() =>
        new EnsClient(_emulator.Credentials, _options, _emulator, timeProvider: _time).DescribeImageSharePermissionAsync(Request);
}
