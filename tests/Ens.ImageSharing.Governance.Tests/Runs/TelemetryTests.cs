using System.Diagnostics;
using System.Diagnostics.Metrics;
using Ens.ImageSharing.Governance.Tests.Doubles;
using static Ens.ImageSharing.Governance.Tests.Doubles.Given;

namespace Ens.ImageSharing.Governance.Tests.Runs;

[Collection(nameof(Alone))]
public sealed class TelemetryTests : IDisposable
{
    private const string Name = "Ens.ImageSharing.Governance";

    private static readonly AllowList List = new([Allow("1")]);

    private readonly List<Activity> _spans = [];
    private readonly List<string> _counts = [];
    private readonly ActivityListener _listener;
    private readonly MeterListener _meters = new();
    private readonly EnsEmulator _emulator = new();

    public TelemetryTests()
    {
        _emulator.Share("m-1", "1", "2", "3");
        _emulator.Share("m-2", "1");
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("Ens.ImageSharing", StringComparison.Ordinal),
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                lock (_spans)
                {
                    _spans.Add(span);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == Name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => _counts.Add($"{instrument.Name} {tags[0].Value} {value}"));
        _meters.Start();
    }

    public void Dispose()
    {
        _listener.Dispose();
        _meters.Dispose();
        _emulator.Dispose();
    }

    [Fact]
    public async Task An_audit_is_one_span_with_its_images_as_children_and_their_calls_below()
    {
        await _emulator.Client().AuditAsync(List, "m-1", "m-2", "m-none");
        Activity run = Assert.Single(Spans("audit"));
        Activity[] images = [.. Spans("image")];
        Assert.Equal(["m-1", "m-2", "m-none"], images.Select(image => image.GetTagItem("ens.image_id")).Order());
        Assert.All(images, image => Assert.Equal(run.SpanId, image.ParentSpanId));
        Assert.Equal(ActivityStatusCode.Error, images.Single(image => image.GetTagItem("ens.image_id") is "m-none").Status);
        Assert.All(Calls(), call => Assert.Contains(call.ParentSpanId, images.Select(image => image.SpanId)));
        Assert.Equal(3, Calls().Count());
    }

    [Fact]
    public async Task The_calls_of_every_step_are_below_the_span_of_its_image()
    {
        SharePlan plan = await _emulator.Client().PlanAsync(List, "m-1", "m-2");
        Journal journal = new();
        _spans.Clear();
        await new SharePlanRunner(_emulator.Client()).ApplyAsync(plan, journal).ToListAsync();
        Activity run = Assert.Single(Spans("apply"));
        Activity image = Assert.Single(Spans("image"));
        Assert.Equal(run.SpanId, image.ParentSpanId);
        Assert.All(Calls(), call => Assert.Equal(image.SpanId, call.ParentSpanId));
        _spans.Clear();
        await new SharePlanRunner(_emulator.Client()).UndoAsync(journal.Entries.ToAsyncEnumerable(), new Journal()).ToListAsync();
        Assert.Single(Spans("undo"));
        Assert.Single(Spans("image"));
    }

    [Fact]
    public async Task Images_findings_and_steps_are_counted()
    {
        SharePlan plan = await _emulator.Client().PlanAsync(List, "m-1", "m-2");
        Assert.Equal(
            [
                "ens.governance.findings allowed 1", "ens.governance.findings allowed 1", "ens.governance.findings unexpected 2",
                "ens.governance.images clean 1", "ens.governance.images differs 1",
            ],
            _counts.Order(StringComparer.Ordinal));
        _counts.Clear();
        await new SharePlanRunner(_emulator.Client()).ApplyAsync(plan, new Journal()).ToListAsync();
        Assert.Equal(["ens.governance.steps done 1", "ens.governance.steps done 1"], _counts);
        _counts.Clear();
        await new ShareAuditor(_emulator.Client()).FindAccountAsync("1", Ids("m-1", "m-none")).ToListAsync();
        Assert.Equal(["ens.governance.holdings true 1", "ens.governance.holdings unread 1"], _counts);
    }

    [Fact]
    public async Task A_run_that_fails_is_a_span_with_an_error()
    {
        _emulator.Faults.Error(403, "NoPermission");
        await Assert.ThrowsAsync<EnsNoPermissionException>(() => new ShareAuditor(_emulator.Client()).AuditOwnImagesAsync(List));
        Assert.Equal(ActivityStatusCode.Error, Assert.Single(Spans("audit")).Status);
    }

    private IEnumerable<Activity> Spans(string name) => _spans.Where(span => span.Source.Name == Name && span.OperationName == name);

    private IEnumerable<Activity> Calls() => _spans.Where(span => span.Source.Name == "Ens.ImageSharing");
}
