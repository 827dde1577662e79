using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;

namespace Ens.ImageSharing.Telemetry;

/// <summary>The one source of spans and the one meter, both named <c>Ens.ImageSharing</c>, with their instruments.</summary>
internal static class EnsTelemetry
{
    public const string Name = "Ens.ImageSharing";

    private static readonly string? Version = typeof(EnsTelemetry).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0];

    private static readonly Meter Meter = new(Name, Version);

    public static readonly ActivitySource Source = new(Name, Version);

    public static readonly Histogram<double> Duration = Meter.CreateHistogram(
        Conventions.CallDuration, "s", "Duration of a page call, with all attempts and waits.", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = Conventions.DurationBuckets });

    public static readonly Counter<long> Attempts = Meter.CreateCounter<long>("ens.client.attempts", "{attempt}", "Attempts at pages, the first ones included.");

    public static readonly Counter<long> Throttles = Meter.CreateCounter<long>("ens.client.throttles", "{attempt}", "Attempts that the service refused for too many calls.");

    public static readonly Counter<long> RefusedRetries = Meter.CreateCounter<long>("ens.client.retries.refused", "{retry}", "Retries that the quota did not allow.");

    public static readonly Counter<long> Accounts = Meter.CreateCounter<long>("ens.client.accounts", "{account}", "Accounts read.");

    public static readonly Gauge<double> ClockOffset = Meter.CreateGauge<double>("ens.client.clock.offset", "s", "How far the service's clock is ahead of this machine's, as corrected for.");

    /// <summary>Whether anybody wants to know about calls; if not, none of this may cost anything.</summary>
    public static bool IsListenedTo =>
        Source.HasListeners() || Duration.Enabled || Attempts.Enabled || Throttles.Enabled || RefusedRetries.Enabled || Accounts.Enabled || ClockOffset.Enabled;
}
