using Ens.ImageSharing.Governance;

namespace Ens.ImageSharing.Tool.Reports;

/// <summary>One image: its verdict, how its list was proven, and its accounts.</summary>
internal sealed class HtmlImage(ReportedImage image, int number, AuditRun run)
{
    private readonly ILookup<ShareVerdict, ReportedFinding> _findings = image.Findings.ToLookup(finding => finding.Verdict);

    public ReportedImage Image => image;

    /// <summary>The place in the order of the page, the worst at 0.</summary>
    public int Rank => image.Verdict switch
    {
        ImageVerdict.Unread => 0,
        ImageVerdict.Clean => _findings.Contains(ShareVerdict.ExpiringSoon) ? 5 : 6,
        _ when _findings.Contains(ShareVerdict.Unexpected) => 1,
        _ when _findings.Contains(ShareVerdict.Expired) => 2,
        _ when run.RequireAllowed && _findings.Contains(ShareVerdict.Missing) => 3,
        _ => 4,
    };

    public void Write(HtmlWriter page, bool isOpen)
    {
        page.WriteLine($"""<details class="image" data-kinds="{string.Join(' ', Kinds())}"{(isOpen ? " open" : "")}>""");
        WriteTitle(page);
        page.WriteLine($"""<div id="i{number}">""");
        WriteEvidence(page);
        HtmlFindings.Write(page, _findings);
        if (run.Requests.TryGetValue(image.ImageId, out IReadOnlyList<string>? requests) && requests.Count > 0)
        {
            WriteRequests(page, requests);
        }

        page.WriteLine($"</div>");
        page.WriteLine($"</details>");
    }

    /// <summary>What the image can be found by.</summary>
    private IEnumerable<string> Kinds()
    {
        if (image.Verdict == ImageVerdict.Unread)
        {
            yield return "unread";
        }

        foreach (ShareVerdict verdict in VerdictNames.WorstFirst.Where(_findings.Contains))
        {
            yield return HtmlVerdicts.Class(verdict);
        }

        if (image.Findings.Any(finding => finding.IsNew == true))
        {
            yield return "new";
        }
    }

    private void WriteTitle(HtmlWriter page)
    {
        page.Write($"<summary><h3>{new ShownId(image.ImageId)}</h3>");
        if (image.ImageName is not null)
        {
            page.Write($" <span>{new TextOfImage(image.ImageName, image.ImageId)}</span>");
        }

        page.Write($" <span>");
        switch (image.Verdict)
        {
            case ImageVerdict.Unread:
                page.Write($"""<b class="unread">unread</b>""");
                break;
            case ImageVerdict.Clean:
                page.Write($"""<b class="allowed">clean</b>""");
                break;
        }

        foreach (ShareVerdict verdict in VerdictNames.WorstFirst.Where(_findings.Contains).Except([ShareVerdict.Allowed]))
        {
            int count = _findings[verdict].Count();
            string note = verdict == ShareVerdict.Missing && !run.RequireAllowed ? ", not counted" : "";
            page.Write($""" <b class="{HtmlVerdicts.Class(verdict)}">{count} {HtmlVerdicts.Label(verdict)}{note}</b>""");
        }

        page.WriteLine($"</span></summary>");
    }

    private void WriteEvidence(HtmlWriter page)
    {
        if (image.Verdict == ImageVerdict.Unread)
        {
            TextOfImage error = new(image.Error ?? "No error was given.", image.ImageId);
            page.WriteLine($"""<p class="error"><strong>Could not be read.</strong> {error}</p>""");
        }

        page.Write($"""<p class="evidence">""");
        if (image.Status is not null)
        {
            page.Write($"Status: {image.Status}. ");
        }

        if (image.Total is not { } total)
        {
            page.WriteLine($"It may be shared with any account.</p>");
            return;
        }

        string proof = image.Proof switch
        {
            SnapshotProof.OneAnswer => "One response held the whole list.",
            SnapshotProof.EqualPasses => "Two passes over the list were equal.",
            _ => "Nothing proves its list of accounts.",
        };
        page.WriteLine($"Shared with {HtmlList.Count(total, "account")}. {proof}</p>");
    }

    private static void WriteRequests(HtmlWriter page, IReadOnlyList<string> requests)
    {
        page.WriteLine($"<details><summary>{HtmlList.Count(requests.Count, "request ID")}, for Alibaba Cloud support</summary>");
        page.WriteLine($"<ul>");
        foreach (string request in requests)
        {
            page.WriteLine($"<li><code>{request}</code></li>");
        }

        page.WriteLine($"</ul>");
        page.WriteLine($"</details>");
    }
}
