using Ens.ImageSharing.Governance;

namespace Ens.ImageSharing.Tool.Reports;

/// <summary>The accounts, worst first, each with its images and what the allow-list says about it.</summary>
internal static class HtmlAccounts
{
    public static void Write(HtmlWriter page, AuditReport report)
    {
        page.WriteLine($"""<section aria-labelledby="accounts">""");
        page.WriteLine($"""<h2 id="accounts">By account</h2>""");
        int unread = report.Summary.Unread;
        if (unread > 0)
        {
            page.WriteLine($"<p>The accounts of {HtmlList.Count(unread, "unread image")} are not known and not part of this list.</p>");
        }

        ILookup<ShareVerdict, HtmlAccount> accounts = HtmlAccount.Of(report);
        (IReadOnlyList<ShareVerdict> few, IReadOnlyList<ShareVerdict> many) = HtmlList.Split(accounts);
        if (few.Count > 0)
        {
            WriteTable(page, "Accounts and their images", few.SelectMany(verdict => accounts[verdict]));
        }

        foreach (ShareVerdict verdict in many)
        {
            string label = HtmlVerdicts.Label(verdict);
            string count = HtmlList.Count(accounts[verdict].Count(), "account");
            page.WriteLine($"<details><summary>{count} whose worst verdict is {label}</summary>");
            WriteTable(page, $"Accounts whose worst verdict is {label}, and their images", accounts[verdict]);
            page.WriteLine($"</details>");
        }

        if (accounts.Count == 0)
        {
            page.WriteLine($"<p>There is no account in this report.</p>");
        }

        page.WriteLine($"</section>");
    }

    private static void WriteTable(HtmlWriter page, string caption, IEnumerable<HtmlAccount> accounts)
    {
        page.WriteLine($"""<table class="accounts">""");
        page.WriteLine($"<caption>{caption}</caption>");
        page.Write($"""<thead><tr><th scope="col">Account</th><th scope="col">Verdict</th>""");
        page.WriteLine($"""<th scope="col">Images</th><th scope="col">Entry of the allow-list</th></tr></thead>""");
        foreach (HtmlAccount account in accounts)
        {
            WriteAccount(page, account);
        }

        page.WriteLine($"</table>");
    }

    private static void WriteAccount(HtmlWriter page, HtmlAccount account)
    {
        page.Write($"""<tbody data-kinds="{account.Kinds}"><tr><th scope="rowgroup" rowspan="{account.Rows.Count}">""");
        page.Write($"<code>{new ShownAccount(account.Id)}</code>");
        if (account.Name is not null)
        {
            page.Write($" <span>{account.Name}</span>");
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
        string count = HtmlList.Count(row.Count, "image");
        page.Write($"""<td><b class="{HtmlVerdicts.Class(finding.Verdict)}">{HtmlVerdicts.Label(finding.Verdict)}</b> """);
        page.Write($"<span>on {count}</span></td><td>");
        if (row.Count > HtmlList.Longest)
        {
            WriteManyImages(page, row, count);
        }
        else
        {
            WriteImages(page, row);
        }

        page.Write($"</td><td>");
        WriteEntry(page, finding);
        page.WriteLine($"</td></tr>");
    }

    private static void WriteImages(HtmlWriter page, IReadOnlyList<HtmlShare> row)
    {
        page.Write($"<ul>");
        foreach (HtmlShare share in row)
        {
            page.Write($"""<li><a href="#i{share.Number}">{share.ImageId}</a> {share.ImageName}""");
            HtmlVerdicts.WriteNew(page, share.Finding);
            page.WriteLine($"</li>");
        }

        page.Write($"</ul>");
    }

    /// <summary>An element for each image of each account would make a large report slow to open.</summary>
    private static void WriteManyImages(HtmlWriter page, IReadOnlyList<HtmlShare> row, string count)
    {
        page.WriteLine($"<details><summary>{count}</summary>");
        page.Write($"<p>");
        foreach (HtmlShare share in row)
        {
            page.Write($"{share.ImageId}");
            HtmlVerdicts.WriteNew(page, share.Finding);
            page.WriteLine($"{(share == row[^1] ? "" : ",")}");
        }

        page.WriteLine($"</p>");
        page.Write($"</details>");
    }

    private static void WriteEntry(HtmlWriter page, ReportedFinding finding)
    {
        if (HtmlVerdicts.HasNoEntry(finding))
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

        page.Write($"Last day: {HtmlVerdicts.LastDay(finding)}");
    }
}
