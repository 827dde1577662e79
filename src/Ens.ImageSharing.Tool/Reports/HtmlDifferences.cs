using Ens.ImageSharing.Governance;

namespace Ens.ImageSharing.Tool.Reports;

/// <summary>What differs from the allow-list, in sentences.</summary>
internal static class HtmlDifferences
{
    /// <summary>The part of the images, if the report has one only: <c> in part 2 of 5</c>.</summary>
    public static string Part(AuditReport report) =>
        report.Run.Shard is { } shard ? $" in part {HtmlList.Number(shard.Part)} of {HtmlList.Number(shard.Of)}" : "";

    /// <summary>How many images differ, and by what.</summary>
    public static string Count(AuditReport report, AuditSummary summary)
    {
        int differing = Images(summary);
        List<string> kinds = [];
        Add(kinds, summary.Unexpected, "unexpected share");
        Add(kinds, summary.Expired, "expired share");
        Add(kinds, report.Run.RequireAllowed ? summary.Missing : 0, "missing share");
        string images = $"{HtmlList.Number(differing)} of {HtmlList.Count(summary.Images, "image")}{Part(report)}";
        string subject = $"{images} {(differing == 1 ? "differs" : "differ")} from the allow-list";
        return kinds.Count == 0 ? subject + "." : $"{subject}: {string.Join(", ", kinds)}.";
    }

    /// <summary>The number of images that differ.</summary>
    public static int Images(AuditSummary summary) => summary.Images - summary.Clean - summary.Unread;

    /// <summary>What a baseline adds, if there is one.</summary>
    public static IEnumerable<string> News(AuditReport report)
    {
        List<ReportedFinding> compared = [.. report.Images.SelectMany(image => image.Findings)
            .Where(finding => finding.IsNew is not null && IsDifference(finding.Verdict, report.Run.RequireAllowed))];
        int added = compared.Count(finding => finding.IsNew == true);
        if (compared.Count > 0)
        {
            string all = HtmlList.Count(compared.Count, "difference");
            yield return added == 0
                ? "All of these differences are in the baseline. None is new."
                : $"{HtmlList.Number(added)} of these {all} {(added == 1 ? "is" : "are")} new since the baseline.";
        }
    }

    private static bool IsDifference(ShareVerdict verdict, bool requireAllowed) =>
        verdict is ShareVerdict.Unexpected or ShareVerdict.Expired || (verdict == ShareVerdict.Missing && requireAllowed);

    private static void Add(List<string> kinds, int number, string noun)
    {
        if (number > 0)
        {
            kinds.Add(HtmlList.Count(number, noun));
        }
    }
}
