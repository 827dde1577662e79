using Ens.ImageSharing.Governance;

namespace Ens.ImageSharing.Tool.Reports;

/// <summary>The accounts of one image, worst first. Those of a verdict that has many are a list of their own.</summary>
internal static class HtmlFindings
{
    public static void Write(HtmlWriter page, ILookup<ShareVerdict, ReportedFinding> findings)
    {
        ILookup<bool, ShareVerdict> verdicts = HtmlVerdicts.WorstFirst.Where(findings.Contains)
            .ToLookup(verdict => findings[verdict].Count() > HtmlList.Longest);
        if (verdicts.Contains(false))
        {
            WriteTable(page, "Accounts of this image", verdicts[false].SelectMany(verdict => findings[verdict]));
        }

        foreach (ShareVerdict verdict in verdicts[true])
        {
            string label = HtmlVerdicts.Label(verdict);
            page.WriteLine($"""<details class="list"><summary>{HtmlList.Count(findings[verdict].Count(), "account")} {label}</summary>""");
            WriteTable(page, $"Accounts of this image that are {label}", findings[verdict]);
            page.WriteLine($"</details>");
        }
    }

    private static void WriteTable(HtmlWriter page, string caption, IEnumerable<ReportedFinding> findings)
    {
        page.WriteLine($"""<table class="findings">""");
        page.WriteLine($"<caption>{caption}</caption>");
        page.Write($"""<thead><tr><th scope="col">Account</th><th scope="col">Verdict</th><th scope="col">Name</th>""");
        page.WriteLine($"""<th scope="col">Reason</th><th scope="col">Owner</th><th scope="col">Last day</th></tr></thead>""");
        page.WriteLine($"<tbody>");
        foreach (ReportedFinding finding in findings)
        {
            WriteRow(page, finding);
        }

        page.WriteLine($"</tbody>");
        page.WriteLine($"</table>");
    }

    private static void WriteRow(HtmlWriter page, ReportedFinding finding)
    {
        page.Write($"""<tr><th scope="row">{new ShownAccount(finding.Account)}</th>""");
        page.Write($"""<td><b class="{HtmlVerdicts.Class(finding.Verdict)}">{HtmlVerdicts.Label(finding.Verdict)}</b>""");
        if (finding.IsNew == true)
        {
            page.Write($""" <b class="new">new</b>""");
        }

        page.Write($"</td>");
        if (finding.Verdict == ShareVerdict.Unexpected && (finding.Name ?? finding.Reason ?? finding.Owner) is null)
        {
            page.WriteLine($"""<td colspan="4">No entry of the allow-list allows it.</td></tr>""");
            return;
        }

        page.Write($"<td>{finding.Name}</td><td>{finding.Reason}</td><td>{finding.Owner}</td>");
        page.WriteLine($"<td>{HtmlVerdicts.Expiry(finding)}</td></tr>");
    }
}
