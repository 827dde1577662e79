using Ens.ImageSharing.Governance;
using Ens.ImageSharing.Tool.Text;

namespace Ens.ImageSharing.Tool.Reports;

/// <summary>An audit as one page that needs nothing but itself: it loads nothing, and reads whole without a script.</summary>
internal static class HtmlReport
{
    public static void Write(TextWriter writer, AuditReport report, AccountText accounts)
    {
        HtmlWriter page = new(writer, accounts);
        HtmlHeadline headline = HtmlHeadline.Of(report);
        WriteHead(page, headline);
        page.WriteLine($"<body>");
        headline.Write(page, report.Run);
        page.Write($"""<nav aria-label="Sections"><a href="#accounts">By account</a> <a href="#images">By image</a> """);
        page.WriteLine($"""<a href="#run">About this audit</a></nav>""");
        page.WriteLine($"<main>");
        HtmlSummary.Write(page, report);
        WriteFilter(page);
        HtmlAccounts.Write(page, report);
        HtmlImages.Write(page, report);
        HtmlRun.Write(page, report.Run);
        page.WriteLine($"</main>");
        page.Write($"<script>");
        page.Write(HtmlAsset.Script);
        page.WriteLine($"</script>");
        page.WriteLine($"</body>");
        page.WriteLine($"</html>");
    }

    private static void WriteHead(HtmlWriter page, HtmlHeadline headline)
    {
        page.WriteLine($"<!doctype html>");
        page.WriteLine($"""<html lang="en">""");
        page.WriteLine($"<head>");
        page.WriteLine($"""<meta charset="utf-8">""");
        page.Write($"""<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '{HtmlAsset.Style.Hash}'; """);
        page.WriteLine($"""script-src '{HtmlAsset.Script.Hash}'; base-uri 'none'; form-action 'none'">""");
        page.WriteLine($"""<meta name="viewport" content="width=device-width, initial-scale=1">""");
        page.WriteLine($"""<meta name="color-scheme" content="light dark">""");
        page.WriteLine($"""<meta name="referrer" content="no-referrer">""");
        page.WriteLine($"<title>{headline.Sentence} Audit of image sharing</title>");
        page.Write($"<style>");
        page.Write(HtmlAsset.Style);
        page.WriteLine($"</style>");
        page.WriteLine($"</head>");
    }

    /// <summary>The script shows it: without one there is nothing to filter with.</summary>
    private static void WriteFilter(HtmlWriter page)
    {
        page.WriteLine($"""<search id="filter" hidden>""");
        page.Write($"""<label>Find <input type="search" placeholder="Account, image, name, reason" """);
        page.WriteLine($"""autocomplete="off" spellcheck="false"></label>""");
        page.Write($"""<label>Show <select><option value="">everything</option>""");
        page.Write($"""<option value="unread">unread</option>""");
        foreach (ShareVerdict verdict in VerdictNames.WorstFirst)
        {
            page.Write($"""<option value="{HtmlVerdicts.Class(verdict)}">{HtmlVerdicts.Label(verdict)}</option>""");
        }

        page.WriteLine($"""<option value="new">new</option></select></label>""");
        page.WriteLine($"<output></output>");
        page.WriteLine($"</search>");
    }
}
