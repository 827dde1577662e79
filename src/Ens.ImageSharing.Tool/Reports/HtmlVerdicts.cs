using Ens.ImageSharing.Governance;

namespace Ens.ImageSharing.Tool.Reports;

/// <summary>The verdicts on an account in the words of the page.</summary>
internal static class HtmlVerdicts
{
    public static string Label(ShareVerdict verdict) =>
        verdict == ShareVerdict.ExpiringSoon ? "expiring soon" : VerdictNames.Of(verdict);

    /// <summary>The class of the style, by which the script also filters.</summary>
    public static string Class(ShareVerdict verdict) => verdict == ShareVerdict.ExpiringSoon ? "expiring" : Label(verdict);

    public static string Meaning(ShareVerdict verdict, bool requireAllowed) => verdict switch
    {
        ShareVerdict.Unexpected => "Shared, but no entry of the allow-list allows it.",
        ShareVerdict.Expired => "Shared, but the entry that allowed it has expired.",
        ShareVerdict.Missing when requireAllowed => "Allowed, but not shared.",
        ShareVerdict.Missing => "Allowed, but not shared. This is a note and no difference without --require-allowed.",
        ShareVerdict.ExpiringSoon => "Shared and allowed, but the entry expires soon.",
        ShareVerdict.Allowed => "Shared and allowed.",
        _ => "Could not be read.",
    };

    public static bool HasNoEntry(ReportedFinding finding) =>
        finding.Verdict == ShareVerdict.Unexpected && (finding.Name ?? finding.Reason ?? finding.Owner) is null;

    /// <summary>Marks what a baseline does not have.</summary>
    public static void WriteNew(HtmlWriter page, ReportedFinding finding)
    {
        if (finding.IsNew == true)
        {
            page.Write($""" <b class="new">new</b>""");
        }
    }

    /// <summary>The last day of an entry.</summary>
    public static string LastDay(ReportedFinding finding) =>
        finding.Expiry is { } day ? ReportTime.Format(day) : "no expiry";
}
