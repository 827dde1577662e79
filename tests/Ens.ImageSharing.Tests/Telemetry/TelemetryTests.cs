using System.Diagnostics;
using Ens.ImageSharing.Tests.Calls;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace Ens.ImageSharing.Tests.Telemetry;

/// <summary>What a host sees of calls: spans, metrics and logs.</summary>
[Collection("alone")]
public sealed class TelemetryTests : IDisposable
{
    private readonly List<Activity> _spans = [];
    private readonly ActivityListener _listener;
    private readonly EnsClientOptions _options = new() { Endpoint = new Uri("https://ens.telemetry.invalid:8443") };
    private readonly SkippingTime _time;
    private readonly EnsEmulator _emulator;

    public TelemetryTests()
    {
        _time = new SkippingTime(_options);
        _emulator = new EnsEmulator(_time);
        _emulator.Share(Emulated.Image, Emulated.Accounts(250));
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Ens.ImageSharing",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Add,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _listener.Dispose();
        _emulator.Dispose();
    }

    [Fact]
    public async Task A_page_call_is_a_client_span_by_the_conventions()
    {
        ImageSharePage page = await Client().DescribeImageSharePermissionAsync(new(Emulated.Image) { PageNumber = 2 }, Token);

        Activity span = Assert.Single(_spans);
        Assert.Equal(("Ens/DescribeImageSharePermission", ActivityKind.Client, ActivityStatusCode.Unset), (span.OperationName, span.Kind, span.Status));
        Assert.Equal(
            new Dictionary<string, object?>
            {
                ["rpc.system.name"] = "alibaba_cloud",
                ["rpc.method"] = "Ens/DescribeImageSharePermission",
                ["server.address"] = "ens.telemetry.invalid",
                ["server.port"] = 8443,
                ["ens.image_id"] = Emulated.Image,
                ["ens.page_number"] = 2,
                ["ens.attempts"] = 1,
                ["ens.request_id"] = page.RequestId,
            },
            span.TagObjects.ToDictionary());
        Assert.Equal(["ens.attempt"], span.Events.Select(each => each.Name));
        Assert.Equal("Ens.ImageSharing", span.Source.Name);
    }

    [Fact]
    public async Task A_list_is_a_span_a_page_under_the_callers_own()
    {
        using Activity caller = new Activity("caller").Start();

        await Emulated.ToListAsync(Client().ListSharedAccountsAsync(Emulated.Image), Token);

        Assert.Equal([1, 2, 3], _spans.Select(span => span.GetTagItem("ens.page_number")));
        Assert.All(_spans, span => Assert.Equal(caller.SpanId, span.ParentSpanId));
        Assert.Same(caller, Activity.Current);
    }

    [Fact]
    public async Task Attempts_are_events_with_what_they_failed_with()
    {
        _emulator.Faults.Throttle(TimeSpan.FromSeconds(3)).Drop();

        await Client().DescribeImageSharePermissionAsync(new(Emulated.Image), Token);

        ActivityEvent[] events = [.. Assert.Single(_spans).Events];
        Assert.Equal("ens.turn", events[2].Name);

        // Whether the last attempt waits for its turn, too, depends on how long its random delay was.
        Assert.Equal(
            ["ens.attempt", "ens.retry.delay", "ens.attempt", "ens.retry.delay", "ens.attempt"],
            events.Select(each => each.Name).Where(name => name != "ens.turn"));
        Assert.Equal([(1, "Throttling"), (2, "System.Net.Http.HttpRequestException"), (3, null)], events.Where(each => each.Name == "ens.attempt").Select(each => (Tag(each, "ens.attempt.number"), Tag(each, "error.type"))));
        Assert.Equal(3.0, Tag(events[1], "ens.retry.delay"));
        Assert.Matches("^[0-9A-F-]{36}$", Assert.IsType<string>(Tag(events[0], "ens.request_id")));
    }

    [Fact]
    public async Task A_failed_call_has_the_code_the_request_id_and_an_error_status()
    {
        _emulator.AddAccessKey("EmulatorAccessKeyId", "EmulatorAccessKeySecret", allowed: false);

        EnsException exception = await Assert.ThrowsAsync<EnsNoPermissionException>(() => Client().DescribeImageSharePermissionAsync(new(Emulated.Image), Token));

        Activity span = Assert.Single(_spans);
        Assert.Equal((ActivityStatusCode.Error, exception.Message), (span.Status, span.StatusDescription));
        Assert.Equal(("NoPermission", "NoPermission", exception.RequestId), (span.GetTagItem("error.type"), span.GetTagItem("rpc.response.status_code"), span.GetTagItem("ens.request_id")));
    }

    [Theory]
    [InlineData("""{"Code":"Throttling.User"}""", 400, "Throttling")]
    [InlineData("""{"Code":"MadeUp.42"}""", 400, "Ens.ImageSharing.EnsException")]
    [InlineData("<html>", 502, "502")]
    public async Task Types_of_errors_are_few(string body, int status, string type)
    {
        _options.MaxRetries = 0;
        _emulator.Faults.Status(status, body);

        await Assert.ThrowsAnyAsync<EnsException>(() => Client().DescribeImageSharePermissionAsync(new(Emulated.Image), Token));

        Assert.Equal(type, Assert.Single(_spans).GetTagItem("error.type"));
    }

    [Fact]
    public async Task A_cancelled_call_ends_its_span_and_is_no_error()
    {
        using CancellationTokenSource stop = new();
        _emulator.Faults.Delay(Timeout.InfiniteTimeSpan);
        Task<ImageSharePage> call = Client().DescribeImageSharePermissionAsync(new(Emulated.Image), stop.Token);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        Assert.Equal(ActivityStatusCode.Unset, Assert.Single(_spans).Status);
    }

    [Fact]
    public async Task Durations_attempts_throttles_and_accounts_are_counted()
    {
        using MetricCollector<double> duration = new(null, "Ens.ImageSharing", "rpc.client.call.duration");
        using MetricCollector<long> attempts = Counter("ens.client.attempts"), throttles = Counter("ens.client.throttles"), accounts = Counter("ens.client.accounts");
        _emulator.Faults.Throttle(TimeSpan.FromSeconds(3));

        await Emulated.ToListAsync(Client().ListSharedAccountsAsync(Emulated.Image), Token);

        // The pages after a refusal wait for their turn.
        Assert.Equal([3.0, 0.1, 0.1], duration.GetMeasurementSnapshot().Select(measured => Math.Round(measured.Value, 1)));
        Assert.Equal((4, 1, 250), (attempts.GetMeasurementSnapshot().EvaluateAsCounter(), throttles.GetMeasurementSnapshot().EvaluateAsCounter(), accounts.GetMeasurementSnapshot().EvaluateAsCounter()));
        Assert.Equal(["rpc.method", "rpc.system.name", "server.address", "server.port"], duration.GetMeasurementSnapshot()[0].Tags.Keys.Order());
        Assert.Equal("Throttling", throttles.GetMeasurementSnapshot()[0].Tags["error.type"]);
        Assert.Equal("s", duration.Instrument!.Unit);
    }

    [Fact]
    public async Task A_failed_call_has_a_duration_with_its_type_of_error()
    {
        using MetricCollector<double> duration = new(null, "Ens.ImageSharing", "rpc.client.call.duration");
        _options.MaxRetries = 0;
        _emulator.Faults.Drop();

        await Assert.ThrowsAsync<HttpRequestException>(() => Client().DescribeImageSharePermissionAsync(new(Emulated.Image), Token));

        Assert.Equal("System.Net.Http.HttpRequestException", duration.GetMeasurementSnapshot()[0].Tags["error.type"]);
    }

    [Fact]
    public async Task Retries_that_the_quota_refuses_are_counted()
    {
        using MetricCollector<long> refused = Counter("ens.client.retries.refused");
        _options.MaxRetries = 100;
        _options.Timeout = TimeSpan.FromDays(1);
        for (int i = 0; i < 102; i++)
        {
            _emulator.Faults.Error(400, EnsErrorCodes.SignatureNonceUsed);
        }

        // A hundred retries empty the quota.
        EnsClient client = new(_emulator.Credentials, _options, _emulator, timeProvider: new SkippingTime(_options));
        await Assert.ThrowsAsync<EnsAuthenticationException>(() => client.DescribeImageSharePermissionAsync(Emulated.Image, Token));
        Assert.Equal(0, refused.GetMeasurementSnapshot().EvaluateAsCounter());
        await Assert.ThrowsAsync<EnsAuthenticationException>(() => client.DescribeImageSharePermissionAsync(Emulated.Image, Token));

        Assert.Equal(1, refused.GetMeasurementSnapshot().EvaluateAsCounter());
    }

    [Fact]
    public async Task A_corrected_clock_is_told()
    {
        using MetricCollector<double> offset = new(null, "Ens.ImageSharing", "ens.client.clock.offset");
        _emulator.Faults.SkewClock(TimeSpan.FromHours(8));

        await Client().DescribeImageSharePermissionAsync(new(Emulated.Image), Token);

        Assert.Equal(8 * 3600, Assert.Single(offset.GetMeasurementSnapshot()).Value, tolerance: 1);
    }

    [Fact]
    public async Task Logs_tell_of_retries_as_warnings_and_of_pages_when_debugging()
    {
        FakeLogCollector logs = new();
        using LoggerFactory factory = new([new FakeLoggerProvider(logs)], new LoggerFilterOptions { MinLevel = LogLevel.Trace });
        _emulator.Faults.Throttle(TimeSpan.FromSeconds(3));

        await new EnsClient(_emulator.Credentials, _options, _emulator, factory, _time).DescribeImageSharePermissionAsync(new(Emulated.Image), Token);

        IReadOnlyList<FakeLogRecord> records = logs.GetSnapshot();
        Assert.Equal([(3, LogLevel.Information, "KeyChanged"), (2, LogLevel.Warning, "Retrying"), (1, LogLevel.Debug, "PageRead")], records.Select(record => (record.Id.Id, record.Level, record.Id.Name)));
        Assert.Equal($"Attempt 1 for page 1 of image '{Emulated.Image}' failed with Throttling.User; retrying in 3000 ms.", records[1].Message);
        Assert.All(records, record => Assert.Equal("Ens.ImageSharing.EnsClient", record.Category));
    }

    [Fact]
    public async Task A_retry_after_a_failure_of_the_network_is_logged_by_its_type()
    {
        FakeLogCollector logs = new();
        using LoggerFactory factory = new([new FakeLoggerProvider(logs)]);
        _emulator.Faults.Drop();

        await new EnsClient(_emulator.Credentials, _options, _emulator, factory, _time).DescribeImageSharePermissionAsync(new(Emulated.Image), Token);

        Assert.StartsWith(
            $"Attempt 1 for page 1 of image '{Emulated.Image}' failed with HttpRequestException; retrying in ",
            Assert.Single(logs.GetSnapshot(), record => record.Level == LogLevel.Warning).Message,
            StringComparison.Ordinal);
    }

    private static object? Tag(ActivityEvent each, string name) => each.Tags.FirstOrDefault(tag => tag.Key == name).Value;

    private static MetricCollector<long> Counter(string name) => new(null, "Ens.ImageSharing", name);

    private EnsClient Client() => new(_emulator.Credentials, _options, _emulator, timeProvider: _time);
}
