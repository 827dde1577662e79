using Ens.ImageSharing.Governance;

namespace Ens.ImageSharing.Tool.Reports;

/// <summary>The accounts under their worst verdict, each with its images.</summary>
internal static class HtmlAccounts
{
    public static void Write(HtmlWriter page, AuditReport report)
    {
        page.WriteLine($"""<section aria-labelledby="accounts">""");
        page.WriteLine($"""<h2 id="accounts">By account</h2>""");
        ILookup<ShareVerdict, HtmlAccount> accounts = HtmlAccount.Of(report);
        foreach (ShareVerdict verdict in HtmlVerdicts.WorstFirst.Where(accounts.Contains))
        {
            WriteGroup(page, verdict, report.Run.RequireAllowed, [.. accounts[verdict]]);
        }

        if (accounts.Count == 0)
        {
            page.WriteLine($"<p>There is no account in this report.</p>");
        }

        page.WriteLine($"</section>");
    }

    private static void WriteGroup(HtmlWriter page, ShareVerdict verdict, bool requireAllowed, IReadOnlyList<HtmlAccount> accounts)
    {
        page.WriteLine($"""<div class="group">""");
        page.WriteLine($"""<h3><b class="{HtmlVerdicts.Class(verdict)}">{HtmlVerdicts.Label(verdict)}</b> {HtmlList.Count(accounts.Count, "account")}</h3>""");
        page.WriteLine($"<p>{HtmlVerdicts.Meaning(verdict, requireAllowed)}</p>");
        HtmlList.Write(page, accounts.Count, "account", () =>
        {
            page.WriteLine($"""<table class="accounts">""");
            page.WriteLine($"""<caption>Accounts whose worst verdict is "{HtmlVerdicts.Label(verdict)}", and their images</caption>""");
            page.WriteLine($"""<thead><tr><th scope="col">Account</th><th scope="col">Verdict</th><th scope="col">Images</th><th scope="col">Entry</th></tr></thead>""");
            foreach (HtmlAccount account in accounts)
            {
                WriteAccount(page, account);
            }

            page.WriteLine($"</table>");
        });
        page.WriteLine($"</div>");
    }

    private static void WriteAccount(HtmlWriter page, HtmlAccount account)
    {
        IEnumerable<string> kinds = account.Rows.Select(row => HtmlVerdicts.Class(row[0].Finding.Verdict)).Distinct(StringComparer.Ordinal);
        string added = account.Rows.Any(row => row.Any(share => share.Finding.IsNew == true)) ? " new" : "";
        page.Write($"""<tbody data-kinds="{string.Join(' ', kinds) + added}"><tr><th scope="rowgroup" rowspan="{account.Rows.Count}">""");
        page.Write($"<code>{new ShownAccount(account.Id)}</code>");
        if (account.Name is not null)
        {
            page.Write($"<br>{account.Name}");
        }

        page.Write($"</th>");
        for (int i = 0; i < account.Rows.Count; i++)
        {
            if (i > 0)
            {
                page.Write($"<tr>");
            }

            WriteRow(page, account.Rows[i]);
        }

        page.WriteLine($"</tbody>");
    }

    private static void WriteRow(HtmlWriter page, IReadOnlyList<HtmlShare> row)
    {
        ReportedFinding finding = row[0].Finding;
        page.Write($"""<td><b class="{HtmlVerdicts.Class(finding.Verdict)}">{HtmlVerdicts.Label(finding.Verdict)}</b> on {HtmlList.Count(row.Count, "image")}</td><td>""");
        HtmlList.Write(page, row.Count, "image", () =>
        {
            page.Write($"<ul>");
            foreach (HtmlShare share in row)
            {
                WriteImage(page, share, isShort: row.Count > HtmlList.Longest);
            }

            page.Write($"</ul>");
        });
        page.Write($"</td><td>");
        WriteEntry(page, finding);
        page.WriteLine($"</td></tr>");
    }

    private static void WriteImage(HtmlWriter page, HtmlShare share, bool isShort)
    {
        page.Write($"""<li><a href="#i{share.Index + 1}">{share.Image.ImageId}</a>""");
        if (!isShort && share.Image.ImageName is not null)
        {
            page.Write($" {share.Image.ImageName}");
        }

        if (share.Finding.IsNew == true)
        {
            page.Write($""" <b class="new">new</b>""");
        }

        page.WriteLine($"</li>");
    }

    private static void WriteEntry(HtmlWriter page, ReportedFinding finding)
    {
        if (finding.Verdict == ShareVerdict.Unexpected)
        {
            page.Write($"No entry");
            return;
        }

        if (finding.Reason is not null)
        {
            page.Write($"{finding.Reason}<br>");
        }

        if (finding.Owner is not null)
        {
            page.Write($"Owner: {finding.Owner}<br>");
        }

        page.Write($"Last day: {HtmlVerdicts.Expiry(finding)}");
    }
}
