using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HostedWorker;

/// <summary>Unhealthy if the last run failed, or if none has succeeded for two intervals.</summary>
internal sealed class AuditHealthCheck(IOptions<AuditOptions> options, TimeProvider timeProvider) : IHealthCheck
{
    private volatile LastRun _last = new(timeProvider.GetUtcNow(), Failure: null);

    public void Succeeded() => _last = new(timeProvider.GetUtcNow(), Failure: null);

    public void Failed(string failure) => _last = new(timeProvider.GetUtcNow(), failure);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        LastRun last = _last;
        HealthCheckResult result = last.Failure is { } failure
            ? HealthCheckResult.Unhealthy($"The run that ended at {last.At:u} failed: {failure}")
            : timeProvider.GetUtcNow() - last.At > 2 * options.Value.Interval
                ? HealthCheckResult.Unhealthy($"No run has succeeded since {last.At:u}.")
                : HealthCheckResult.Healthy();
        return Task.FromResult(result);
    }

    /// <summary>The end of the last run; before the first one ends, the start of the host.</summary>
    private sealed record LastRun(DateTimeOffset At, string? Failure);
}

/// <summary>Logs the health of the worker when it changes.</summary>
internal sealed partial class HealthLog(ILogger<HealthLog> logger) : IHealthCheckPublisher
{
    private HealthStatus? _last;

    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        if (report.Status != _last)
        {
            _last = report.Status;
            string reason = string.Join(' ', report.Entries.Values.Select(entry => entry.Description));
            Changed(logger, report.Status == HealthStatus.Healthy ? LogLevel.Information : LogLevel.Error, report.Status, reason);
        }

        return Task.CompletedTask;
    }

    [LoggerMessage("The worker is {Status}. {Reason}")]
    private static partial void Changed(ILogger logger, LogLevel level, HealthStatus status, string reason);
}
