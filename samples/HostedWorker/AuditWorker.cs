using System.Diagnostics;
using Ens.ImageSharing.Governance;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HostedWorker;

/// <summary>Audits all own images, at once and then on an interval. Each run is one trace.</summary>
internal sealed partial class AuditWorker(
    ShareAuditor auditor, IOptions<AuditOptions> options, AuditHealthCheck health, TimeProvider timeProvider, ILogger<AuditWorker> logger)
    : BackgroundService
{
    public const string ActivitySourceName = "HostedWorker";

    private static readonly ActivitySource Source = new(ActivitySourceName);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        AllowList allowList = new(options.Value.Allowed);
        using PeriodicTimer timer = new(options.Value.Interval, timeProvider);
        do
        {
            await RunAsync(allowList, stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task RunAsync(AllowList allowList, CancellationToken stoppingToken)
    {
        using Activity? run = Source.StartActivity("audit run");
        try
        {
            Report(await auditor.AuditOwnImagesAsync(allowList, stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            run?.SetStatus(ActivityStatusCode.Error, "canceled");
            Canceled(logger);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            // The next run may succeed, so the timer goes on. The health check tells that this one did not.
            run?.SetStatus(ActivityStatusCode.Error, exception.Message);
            health.Failed(exception.Message);
            Failed(logger, exception);
        }
    }

    private void Report(ShareAudit audit)
    {
        foreach (ImageAudit image in audit.Images)
        {
            if (image.Failure is { } failure)
            {
                Unread(logger, failure, image.ImageId);
            }

            foreach (ShareFinding finding in image.Findings.Where(finding => finding.Verdict is ShareVerdict.Unexpected or ShareVerdict.Expired))
            {
                Found(logger, image.ImageId, finding.Verdict, finding.AliyunUid);
            }
        }

        int unread = audit.Images.Count(image => !image.IsRead);
        Audited(logger, audit.Images.Count, audit.Images.Count(image => image.IsClean), unread);
        if (audit.Images.Count == 0)
        {
            health.Failed("The account has no image of its own.");
        }
        else if (unread > 0)
        {
            health.Failed($"{unread} of {audit.Images.Count} images could not be read.");
        }
        else
        {
            health.Succeeded();
        }
    }

    [LoggerMessage(LogLevel.Information, "Audited {Images} images: {Clean} are shared as allowed, {Unread} could not be read.")]
    private static partial void Audited(ILogger logger, int images, int clean, int unread);

    [LoggerMessage(LogLevel.Warning, "{ImageId} is shared with {Account}: {Verdict}.")]
    private static partial void Found(ILogger logger, string imageId, ShareVerdict verdict, string account);

    [LoggerMessage(LogLevel.Error, "{ImageId} could not be read.")]
    private static partial void Unread(ILogger logger, Exception exception, string imageId);

    [LoggerMessage(LogLevel.Error, "The run failed.")]
    private static partial void Failed(ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Warning, "The run was canceled, because the host stops. Its images were not audited.")]
    private static partial void Canceled(ILogger logger);
}
