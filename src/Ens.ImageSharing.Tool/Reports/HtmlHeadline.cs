using Ens.ImageSharing.Governance;

namespace Ens.ImageSharing.Tool.Reports;

/// <summary>What the audit found, in one sentence, and what to do about it.</summary>
internal sealed record HtmlHeadline
{
    /// <summary>The class of the style.</summary>
    public required string State { get; init; }

    public required string Sentence { get; init; }

    public required IReadOnlyList<string> Details { get; init; }

    /// <summary>What to do, in order.</summary>
    public IReadOnlyList<string> Steps { get; init; } = [];

    public static HtmlHeadline Of(AuditReport report)
    {
        AuditSummary summary = report.Summary;
        if (!report.IsComplete || summary.Unread > 0)
        {
            return Incomplete(report, summary);
        }

        if (summary.Images == 0)
        {
            return new() { State = "empty", Sentence = $"No image was audited{In(report)}.", Details = ["This report says nothing about any image."] };
        }

        int differing = summary.Images - summary.Clean;
        return differing > 0
            ? new()
            {
                State = "differs",
                Sentence = Differences(report, summary, differing),
                Details = [.. News(report), Read(summary)],
            }
            : new()
            {
                State = "clean",
                Sentence = summary.Images == 1 ? $"The only image{In(report)} is shared as allowed." : $"All {summary.Images:N0} images{In(report)} are shared as allowed.",
                Details = [.. Remarks(report, summary), Read(summary)],
            };
    }

    public void Write(HtmlWriter page, AuditRun run)
    {
        page.WriteLine($"""<header class="{State}">""");
        page.WriteLine($"""<p class="state">Audit of image sharing <span>{run.CompletedAt} UTC</span> <span>{run.Endpoint}</span></p>""");
        page.WriteLine($"<div>");
        page.WriteLine($"<h1>{Sentence}</h1>");
        foreach (string detail in Details)
        {
            page.WriteLine($"<p>{detail}</p>");
        }

        page.WriteLine($"</div>");
        if (Steps.Count > 0)
        {
            page.WriteLine($"<div>");
            page.WriteLine($"<p><strong>What to do</strong></p>");
            page.WriteLine($"<ol>");
            foreach (string step in Steps)
            {
                page.WriteLine($"<li>{step}</li>");
            }

            page.WriteLine($"</ol>");
            page.WriteLine($"</div>");
        }

        page.WriteLine($"</header>");
    }

    private static HtmlHeadline Incomplete(AuditReport report, AuditSummary summary)
    {
        int differing = summary.Images - summary.Clean - summary.Unread;
        string found = differing > 0
            ? $"What was read already differs: {Differences(report, summary, differing)}"
            : "The images that were read say nothing about the others.";
        return new()
        {
            State = "incomplete",
            Sentence = summary.Unread > 0
                ? $"Incomplete: {summary.Unread:N0} of {HtmlList.Count(summary.Images, "image")}{In(report)} {Were(summary.Unread)} not read."
                : $"Incomplete: the list of images{In(report)} could not be read to its end.",
            Details = [found, .. News(report)],
            Steps = summary.Unread > 0
                ?
                [
                    "Until a complete report shows otherwise, assume that an unread image is shared with accounts that are not allowed.",
                    "Fix the cause. Each unread image shows it under \"By image\".",
                    "Run the same audit again.",
                ]
                :
                [
                    "Until a complete report shows otherwise, assume that there are images that this page does not show.",
                    "Fix the cause, which the command printed when it listed the images, or name the images to audit.",
                    "Run the same audit again.",
                ],
        };
    }

    private static string Differences(AuditReport report, AuditSummary summary, int differing)
    {
        string[] kinds =
        [
            .. summary.Unexpected > 0 ? [HtmlList.Count(summary.Unexpected, "unexpected share")] : Array.Empty<string>(),
            .. summary.Expired > 0 ? [HtmlList.Count(summary.Expired, "expired share")] : Array.Empty<string>(),
            .. summary.Missing > 0 && report.Run.RequireAllowed ? [HtmlList.Count(summary.Missing, "missing share")] : Array.Empty<string>(),
        ];
        string subject = $"{differing:N0} of {HtmlList.Count(summary.Images, "image")}{In(report)} {(differing == 1 ? "differs" : "differ")} from the allow-list";
        return kinds.Length == 0 ? subject + "." : $"{subject}: {string.Join(", ", kinds)}.";
    }

    /// <summary>What a baseline adds, if there is one.</summary>
    private static IEnumerable<string> News(AuditReport report)
    {
        List<ReportedFinding> compared = [.. report.Images.SelectMany(image => image.Findings)
            .Where(finding => finding.IsNew is not null && IsDifference(finding.Verdict, report.Run.RequireAllowed))];
        int added = compared.Count(finding => finding.IsNew == true);
        if (compared.Count > 0)
        {
            yield return added == 0 ? "All of these differences are in the baseline. None is new."
                : $"{added:N0} of these {compared.Count:N0} differences {(added == 1 ? "is" : "are")} new since the baseline.";
        }
    }

    private static IEnumerable<string> Remarks(AuditReport report, AuditSummary summary)
    {
        if (summary.ExpiringSoon > 0)
        {
            yield return $"{HtmlList.Count(summary.ExpiringSoon, "share")} {(summary.ExpiringSoon == 1 ? "expires" : "expire")} soon.";
        }

        if (summary.Missing > 0 && !report.Run.RequireAllowed)
        {
            yield return $"{HtmlList.Count(summary.Missing, "allowed share")} {(summary.Missing == 1 ? "is" : "are")} missing, which is no difference without --require-allowed.";
        }
    }

    private static bool IsDifference(ShareVerdict verdict, bool requireAllowed) =>
        verdict is ShareVerdict.Unexpected or ShareVerdict.Expired || (verdict == ShareVerdict.Missing && requireAllowed);

    private static string Read(AuditSummary summary) =>
        summary.Images == 1 ? "Its list of accounts was read completely." : "The list of accounts of every image was read completely.";

    private static string In(AuditReport report) => report.Run.Shard is { } shard ? $" in part {shard.Part:N0} of {shard.Of:N0}" : "";

    private static string Were(int number) => number == 1 ? "was" : "were";
}
