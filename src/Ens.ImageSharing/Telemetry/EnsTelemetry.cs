using System.Diagnostics;
using System.Diagnostics.Metrics;
using Ens.ImageSharing.Transport;

namespace Ens.ImageSharing.Telemetry;

/// <summary>The activity source and the meter, both named <c>Ens.ImageSharing</c>, with their instruments.</summary>
internal static class EnsTelemetry
{
    public const string Name = "Ens.ImageSharing";

    private static readonly Meter Meter = new(Name, UserAgent.LibraryVersion);

    public static readonly ActivitySource Source = new(Name, UserAgent.LibraryVersion);

    public static readonly Histogram<double> Duration = Meter.CreateHistogram(
        Conventions.CallDuration,
        "s",
        "Duration of a call, including all attempts and waits.",
        tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = Conventions.DurationBuckets });

    public static readonly Counter<long> Attempts =
        Meter.CreateCounter<long>("ens.client.attempts", "{attempt}", "Attempts of calls, including the first ones.");

    public static readonly Counter<long> Throttles = Meter.CreateCounter<long>(
        "ens.client.throttles", "{attempt}", "Attempts that the service refused because there were too many calls.");

    public static readonly Counter<long> RefusedRetries =
        Meter.CreateCounter<long>("ens.client.retries.refused", "{retry}", "Retries that the quota did not allow.");

    public static readonly Counter<long> Accounts = Meter.CreateCounter<long>("ens.client.accounts", "{account}", "Accounts read.");

    public static readonly Counter<long> Images = Meter.CreateCounter<long>("ens.client.images", "{image}", "Images read.");

    public static readonly Counter<long> Changes =
        Meter.CreateCounter<long>("ens.client.changes", "{account}", "Accounts added to or removed from images.");

    public static readonly Histogram<double> TurnWaits = Meter.CreateHistogram<double>(
        "ens.client.turn.wait", "s", "How long calls waited for their turn under a limit of calls per second.");

    public static readonly Gauge<double> ClockOffset = Meter.CreateGauge<double>(
        "ens.client.clock.offset", "s", "How far the service's clock is ahead of this machine's, as corrected for.");

    public static readonly Counter<long> KeyChanges =
        Meter.CreateCounter<long>("ens.client.credentials.changes", "{change}", "Changes of the access key that requests are signed with.");

    public static readonly Counter<long> RefreshFailures = Meter.CreateCounter<long>(
        "ens.client.credentials.refresh.failures",
        "{refresh}",
        "Failed attempts to fetch a new access key while the current one still works.");

    /// <summary>Whether anybody listens. If not, telemetry must cost nothing.</summary>
    public static bool IsListenedTo =>
        Source.HasListeners()
        || Duration.Enabled
        || Attempts.Enabled
        || Throttles.Enabled
        || RefusedRetries.Enabled
        || Accounts.Enabled
        || Images.Enabled
        || Changes.Enabled
        || TurnWaits.Enabled
        || ClockOffset.Enabled;
}
