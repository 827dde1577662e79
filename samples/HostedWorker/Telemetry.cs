using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace HostedWorker;

internal static class Telemetry
{
    private const string ServiceName = "ens-image-audit";

    /// <summary>Traces and metrics of the worker and of both packages: over OTLP if an endpoint is set, to the console otherwise.</summary>
    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        IOpenTelemetryBuilder telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(builder.Configuration["OTEL_SERVICE_NAME"] ?? ServiceName))
            .WithTracing(tracing => tracing.AddSource(AuditWorker.ActivitySourceName, "Ens.ImageSharing", "Ens.ImageSharing.Governance"))
            .WithMetrics(metrics => metrics.AddMeter("Ens.ImageSharing", "Ens.ImageSharing.Governance"));
        if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 })
        {
            telemetry.WithLogging().UseOtlpExporter();
        }
        else
        {
            telemetry.WithTracing(tracing => tracing.AddConsoleExporter()).WithMetrics(metrics => metrics.AddConsoleExporter());
        }
    }
}
