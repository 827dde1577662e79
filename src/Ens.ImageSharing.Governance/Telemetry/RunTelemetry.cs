using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Ens.ImageSharing.Governance.Telemetry;

/// <summary>
/// One span around a run, and counts of what it found and did. Source and meter are named <c>Ens.ImageSharing.Governance</c>.
/// </summary>
internal sealed class RunTelemetry : IDisposable
{
    public const string Name = "Ens.ImageSharing.Governance";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Images = Meter.CreateCounter<long>("ens.governance.images", "{image}", "Images audited.");
    private static readonly Counter<long> Findings = Meter.CreateCounter<long>("ens.governance.findings", "{finding}", "Findings of audits.");
    private static readonly Counter<long> Steps = Meter.CreateCounter<long>("ens.governance.steps", "{step}", "Steps of plans that were applied or undone.");

    private readonly Activity? _activity;

    private RunTelemetry(string kind) => _activity = Source.StartActivity(kind);

    public static RunTelemetry Start(string kind) => new(kind);

    public ImageTelemetry StartImage(string imageId) =>
        new(Source.StartActivity("image", ActivityKind.Internal, _activity?.Context ?? default)?.SetTag("ens.image_id", imageId));

#pragma warning disable CA1822 // Belongs to the run, whether or not it needs its span.
    public void Audited(ImageAudit audit)
    {
        string verdict = audit.IsClean ? "clean" : audit.IsRead ? "differs" : "unread";
        Images.Add(1, new KeyValuePair<string, object?>("ens.verdict", verdict));
        foreach (IGrouping<ShareVerdict, ShareFinding> findings in audit.Findings.GroupBy(finding => finding.Verdict))
        {
            Findings.Add(findings.Count(), new KeyValuePair<string, object?>("ens.verdict", findings.Key.ToString()));
        }
    }

    public void Ended(ShareStepResult result) =>
        Steps.Add(1, new KeyValuePair<string, object?>("ens.step.state", result.State.ToString()));
#pragma warning restore CA1822

    public void Dispose() => _activity?.Dispose();
}
