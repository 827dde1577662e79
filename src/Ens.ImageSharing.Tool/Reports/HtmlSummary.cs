namespace Ens.ImageSharing.Tool.Reports;

/// <summary>The figures of an audit.</summary>
internal static class HtmlSummary
{
    public static void Write(HtmlWriter page, AuditReport report)
    {
        AuditSummary summary = report.Summary;
        page.WriteLine($"""<section class="summary" aria-labelledby="summary">""");
        page.WriteLine($"""<h2 id="summary">Summary</h2>""");
        page.WriteLine($"<div>");
        page.WriteLine($"<h3>Images</h3>");
        page.WriteLine($"<dl>");
        WriteFigure(page, "all", "audited", summary.Images);
        WriteFigure(page, "unread", "unread", summary.Unread);
        WriteFigure(page, "unexpected", "different", HtmlDifferences.Images(summary));
        WriteFigure(page, "allowed", "clean", summary.Clean);
        page.WriteLine($"</dl>");
        page.WriteLine($"</div>");
        page.WriteLine($"<div>");
        page.WriteLine($"<h3>Shares <small>(one account on one image)</small></h3>");
        page.WriteLine($"<dl>");
        WriteFigure(page, "unexpected", "unexpected", summary.Unexpected);
        WriteFigure(page, "expired", "expired", summary.Expired);
        WriteFigure(page, "missing", report.Run.RequireAllowed ? "missing" : "missing, not counted", summary.Missing);
        WriteFigure(page, "expiring", "expiring soon", summary.ExpiringSoon);
        WriteFigure(page, "allowed", "allowed", summary.Allowed);
        page.WriteLine($"</dl>");
        page.WriteLine($"</div>");
        page.WriteLine($"</section>");
    }

    private static void WriteFigure(HtmlWriter page, string kind, string label, int number) =>
        page.WriteLine($"""<div class="{(number == 0 ? "none" : kind)}"><dt>{label}</dt><dd>{number}</dd></div>""");
}
