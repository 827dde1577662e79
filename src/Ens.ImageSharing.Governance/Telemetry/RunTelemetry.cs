using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;

namespace Ens.ImageSharing.Governance.Telemetry;

/// <summary>One span around a run, and counts of what runs found and did. Source and meter are named
/// <c>Ens.ImageSharing.Governance</c>.</summary>
internal sealed class RunTelemetry : IDisposable
{
    private const string Name = "Ens.ImageSharing.Governance";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Images = Meter.CreateCounter<long>("ens.governance.images", "{image}", "Images audited.");
    private static readonly Counter<long> Findings =
        Meter.CreateCounter<long>("ens.governance.findings", "{finding}", "Findings of audits.");
    private static readonly Counter<long> Holdings =
        Meter.CreateCounter<long>("ens.governance.holdings", "{image}", "Images that an account was looked for in.");

    private static readonly Counter<long> Steps =
        Meter.CreateCounter<long>("ens.governance.steps", "{step}", "Steps of plans that were applied or undone.");

    private readonly Activity? _activity;

    private RunTelemetry(string kind) => _activity = Source.StartActivity(kind);

    public static RunTelemetry Start(string kind) => new(kind);

    public static void Audited(ImageAudit audit)
    {
        Images.Add(1, Tag("ens.verdict", audit.IsClean ? "clean" : audit.IsRead ? "differs" : "unread"));
        foreach (IGrouping<ShareVerdict, ShareFinding> findings in audit.Findings.GroupBy(finding => finding.Verdict))
        {
            Findings.Add(findings.Count(), Tag("ens.verdict", NameOf(findings.Key)));
        }
    }

    public static void Found(AccountHolding holding) =>
        Holdings.Add(
            1, Tag("ens.shared", holding.IsShared switch { true => "true", false => "false", null => "unread" }));

    public static void Ended(ShareStepResult result) => Steps.Add(1, Tag("ens.step.state", NameOf(result.State)));

    /// <summary>The span of an image. Its parent is named, because the results of a run are requested from anywhere.</summary>
    public ImageTelemetry StartImage(string imageId) =>
        new(Source.StartActivity("image", ActivityKind.Internal, _activity?.Context ?? default)?.SetTag("ens.image_id", imageId));

    public void Failed(Exception failure) =>
        _activity?.SetStatus(ActivityStatusCode.Error, failure.Message).SetTag("error.type", failure.GetType().FullName);

    public void Dispose() => _activity?.Dispose();

    private static string NameOf<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
