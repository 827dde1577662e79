using Ens.ImageSharing.Governance;

namespace Ens.ImageSharing.Tool.Reports;

/// <summary>The accounts of one image, worst first.</summary>
internal static class HtmlFindings
{
    public static void Write(HtmlWriter page, ILookup<ShareVerdict, ReportedFinding> findings)
    {
        (IReadOnlyList<ShareVerdict> few, IReadOnlyList<ShareVerdict> many) = HtmlList.Split(findings);
        if (few.Count > 0)
        {
            WriteTable(page, few.SelectMany(verdict => findings[verdict]));
        }

        foreach (ShareVerdict verdict in many)
        {
            WriteList(page, verdict, [.. findings[verdict]]);
        }
    }

    private static void WriteTable(HtmlWriter page, IEnumerable<ReportedFinding> findings)
    {
        page.WriteLine($"""<table class="findings">""");
        page.WriteLine($"<caption>Accounts of this image</caption>");
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
        page.Write($"""<tr><th scope="row"><code>{new ShownAccount(finding.Account)}</code></th>""");
        page.Write($"""<td><b class="{HtmlVerdicts.Class(finding.Verdict)}">{HtmlVerdicts.Label(finding.Verdict)}</b>""");
        HtmlVerdicts.WriteNew(page, finding);
        page.Write($"</td>");
        if (HtmlVerdicts.HasNoEntry(finding))
        {
            page.WriteLine($"""<td colspan="4">No entry of the allow-list allows it.</td></tr>""");
        }
        else
        {
            page.Write($"<td>{finding.Name}</td><td>{finding.Reason}</td><td>{finding.Owner}</td>");
            page.WriteLine($"<td>{HtmlVerdicts.LastDay(finding)}</td></tr>");
        }
    }

    /// <summary>What is said about the account of each entry stands once, with the account.</summary>
    private static void WriteList(HtmlWriter page, ShareVerdict verdict, IReadOnlyList<ReportedFinding> findings)
    {
        page.WriteLine($"<details><summary>{HtmlList.Count(findings.Count, "account")} {HtmlVerdicts.Label(verdict)}</summary>");
        if (verdict != ShareVerdict.Unexpected)
        {
            page.WriteLine($"<p>See \"By account\" for reasons, owners and last days.</p>");
        }

        page.WriteLine($"""<ul class="compact">""");
        foreach (ReportedFinding finding in findings)
        {
            page.Write($"<li>{new ShownAccount(finding.Account)} {finding.Name}");
            HtmlVerdicts.WriteNew(page, finding);

            // The line ends inside of the item: between items it would be a node of its own.
            page.WriteLine($"");
            page.Write($"</li>");
        }

        page.WriteLine($"</ul>");
        page.WriteLine($"</details>");
    }
}
