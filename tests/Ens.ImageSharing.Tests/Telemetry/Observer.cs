using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Diagnostics.Tracing;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace Ens.ImageSharing.Tests.Telemetry;

/// <summary>Writes down everything that the process emits: spans, metrics, events of the platform, and logs.</summary>
internal sealed class Observer : IDisposable
{
    private readonly FakeLogCollector _logs = new();
    private readonly ActivityListener _activities;
    private readonly MeterListener _meters = new();
    private readonly HttpEvents _events;

    public Observer()
    {
        Logger = new FakeLoggerProvider(_logs);
        _activities = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => Seen.Enqueue(Describe(activity)),
        };
        ActivitySource.AddActivityListener(_activities);
        _meters.InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument);
        _meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Seen.Enqueue($"metric {instrument.Name} {Join(tags.ToArray())}"));
        _meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Seen.Enqueue($"metric {instrument.Name} {Join(tags.ToArray())}"));
        _meters.Start();
        _events = new HttpEvents(Seen);
    }

    /// <summary>What was emitted. Logs are added when they are taken.</summary>
    public ConcurrentQueue<string> Seen { get; } = new();

    public ILoggerProvider Logger { get; }

    public void TakeLogs()
    {
        foreach (FakeLogRecord record in _logs.GetSnapshot(clear: true))
        {
            string scopes = string.Join(
                " ", record.Scopes.Select(scope => scope is IEnumerable<KeyValuePair<string, object?>> pairs ? Join(pairs) : scope?.ToString()));
            Seen.Enqueue($"log {record.Category} {record.Message} {Join(record.StructuredState ?? [])} {record.Exception} {scopes}");
        }
    }

    public void Dispose()
    {
        _activities.Dispose();
        _meters.Dispose();
        _events.Dispose();
        Logger.Dispose();
    }

    private static string Describe(Activity activity) =>
        $"span {activity.OperationName} {activity.StatusDescription} {Join(activity.TagObjects)} "
        + string.Join(" ", activity.Events.Select(each => each.Name + Join(each.Tags))) + Join(activity.Baggage);

    private static string Join<T>(IEnumerable<KeyValuePair<string, T>> pairs) =>
        string.Join(" ", pairs.Select(pair => $"{pair.Key}={Convert.ToString(pair.Value, CultureInfo.InvariantCulture)}"));

    private sealed class HttpEvents(ConcurrentQueue<string> seen) : EventListener
    {
        private static readonly string[] Sources =
            ["System.Net.Http", "Microsoft-Extensions-Logging", "System.Net.Security", "System.Net.Sockets", "System.Net.NameResolution"];

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (Sources.Contains(eventSource.Name))
            {
                EnableEvents(eventSource, EventLevel.Verbose, EventKeywords.All);
            }
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData) =>
            seen?.Enqueue($"event {eventData.EventSource.Name} {eventData.EventName} {string.Join(" ", eventData.Payload ?? new([]))}");
    }
}
