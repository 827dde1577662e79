using Ens.ImageSharing.Governance;

namespace Ens.ImageSharing.Tool.Reports;

/// <summary>When, with what, on what and by whom the audit was made.</summary>
internal static class HtmlRun
{
    public static void Write(HtmlWriter page, AuditRun run)
    {
        page.WriteLine($"""<section class="run" aria-labelledby="run">""");
        page.WriteLine($"""<h2 id="run">About this audit</h2>""");
        page.WriteLine($"<dl>");
        page.WriteLine($"<div><dt>Started (UTC)</dt><dd>{run.StartedAt}</dd></div>");
        page.WriteLine($"<div><dt>Completed (UTC)</dt><dd>{run.CompletedAt}</dd></div>");
        page.WriteLine($"<div><dt>Allowances as of (UTC)</dt><dd>{run.AsOf}</dd></div>");
        page.WriteLine($"<div><dt>Tool</dt><dd>{run.Tool}</dd></div>");
        page.WriteLine($"<div><dt>Endpoint</dt><dd>{run.Endpoint}</dd></div>");
        page.WriteLine($"<div><dt>Access key</dt><dd>{run.AccessKeyId}</dd></div>");
        string entries = HtmlList.Count(run.AllowList.Entries, "entry", "entries");
        page.WriteLine($"<div><dt>Allow-list</dt><dd>{run.AllowList.File}, {entries}</dd></div>");
        string missing = run.RequireAllowed ? "Count as a difference" : "Do not count as a difference";
        page.WriteLine($"<div><dt>Missing accounts</dt><dd>{missing}</dd></div>");
        if (run.Shard is { } shard)
        {
            page.WriteLine($"<div><dt>Part of the images</dt><dd>{shard.Part} of {shard.Of}</dd></div>");
        }

        if (page.IsMasked)
        {
            page.WriteLine($"<div><dt>Accounts</dt><dd>Masked: only the last four digits are shown</dd></div>");
        }

        page.Write($"""<div class="wide"><dt>SHA-256 of the allow-list</dt><dd><code>""");
        foreach (char[] piece in run.AllowList.Sha256.Chunk(8))
        {
            // Lets a narrow page wrap the hash between pieces; what is copied is the hash.
            page.Write($"{new string(piece)}<wbr>");
        }

        page.WriteLine($"</code></dd></div>");
        page.WriteLine($"</dl>");
        WriteMeanings(page, run.RequireAllowed);
        page.WriteLine($"</section>");
    }

    private static void WriteMeanings(HtmlWriter page, bool requireAllowed)
    {
        page.WriteLine($"<h3>What the verdicts mean</h3>");
        page.WriteLine($"""<dl class="meanings">""");
        page.Write($"""<div><dt><b class="unread">unread</b></dt><dd>The accounts of the image could not be read. """);
        page.WriteLine($"Treat it as shared with accounts that are not allowed.</dd></div>");
        foreach (ShareVerdict verdict in VerdictNames.WorstFirst)
        {
            page.Write($"""<div><dt><b class="{HtmlVerdicts.Class(verdict)}">{HtmlVerdicts.Label(verdict)}</b></dt>""");
            page.WriteLine($"<dd>{HtmlVerdicts.Meaning(verdict, requireAllowed)}</dd></div>");
        }

        page.WriteLine($"</dl>");
    }
}
