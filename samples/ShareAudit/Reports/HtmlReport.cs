using System.Globalization;
using System.Net;
using System.Text;

namespace ShareAudit.Reports;

/// <summary>One page that needs nothing but itself: no script, no font, no picture from elsewhere.</summary>
internal static class HtmlReport
{
    private static readonly (Verdict Verdict, string Title, string Explanation)[] Kinds =
    [
        (Verdict.Unexpected, "Unexpected", "shared, and nobody allowed it"),
        (Verdict.Expired, "Expired", "shared, and no longer allowed"),
        (Verdict.Missing, "Missing", "allowed, and not shared"),
        (Verdict.Allowed, "As allowed", "shared, and allowed"),
    ];

    public static void Write(TextWriter file, AuditReport report, AccountText accounts)
    {
        string state = report.ExitCode switch { 0 => "good", 1 => "different", _ => "incomplete" };
        file.WriteLine("<!doctype html>");
        file.WriteLine("""<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">""");
        file.WriteLine("""<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">""");
        file.WriteLine($"<title>Image sharing: {Text(report.Summary)}</title><style>");
        file.WriteLine(Style());
        file.WriteLine("</style></head><body><main>");
        file.WriteLine($"""<header class="{state}"><h1>With whom are our images shared?</h1><p class="summary">{Text(report.Summary)}</p>""");
        file.WriteLine($"""<p class="note">Allowances as of {Day(report.Today)}.{(report.IsComplete ? "" : " What could not be read may be shared with anybody: look at those images first.")}</p></header>""");
        WriteFigures(file, report);
        WriteOverview(file, report);
        foreach (ImageReport image in report.Images.OrderBy(Rank).ThenBy(image => image.ImageId, StringComparer.Ordinal))
        {
            WriteImage(file, image, accounts);
        }

        WriteEvidence(file, report);
        file.WriteLine("</main></body></html>");
    }

    /// <summary>What needs a look comes first.</summary>
    private static int Rank(ImageReport image) => !image.IsRead ? 0 : image.Count(Verdict.Unexpected) > 0 ? 1 : image.IsAsAllowed ? 3 : 2;

    private static void WriteFigures(TextWriter file, AuditReport report)
    {
        (string Label, int Count, string State)[] figures =
        [
            ("images", report.Images.Count, ""), ("could not be read", report.Images.Count(image => !image.IsRead), "incomplete"), ("unexpected accounts", report.Images.Sum(image => image.Count(Verdict.Unexpected)), "unexpected"),
            ("expired allowances", report.Images.Sum(image => image.Count(Verdict.Expired)), "expired"), ("missing accounts", report.Images.Sum(image => image.Count(Verdict.Missing)), "missing"), ("as allowed", report.Images.Count(image => image.IsAsAllowed), "allowed"),
        ];
        file.WriteLine("""<section class="figures">""");
        foreach ((string label, int count, string state) in figures)
        {
            file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""<div class="{(count == 0 ? "none" : state)}"><b>{count:N0}</b>{label}</div>"""));
        }

        file.WriteLine("</section>");
    }

    private static void WriteOverview(TextWriter file, AuditReport report)
    {
        file.WriteLine("""<section><h2>Images</h2><table><thead><tr><th>Image</th><th>Verdict</th><th class="number">Shared with</th></tr></thead><tbody>""");
        foreach (ImageReport image in report.Images)
        {
            string verdicts = !image.IsRead ? """<span class="tag incomplete">could not be read</span>"""
                : string.Concat(Kinds.Where(kind => image.Count(kind.Verdict) > 0 && (kind.Verdict != Verdict.Allowed || image.IsAsAllowed)).Select(kind => string.Create(CultureInfo.InvariantCulture, $"""<span class="tag {kind.Verdict.ToString().ToLowerInvariant()}">{image.Count(kind.Verdict)} {kind.Title.ToLowerInvariant()}</span>""")));
            verdicts = verdicts.Length == 0 ? """<span class="tag allowed">shared with nobody</span>""" : verdicts;
            file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""<tr><td><a href="#{Anchor(image)}"><code>{Text(image.ImageId)}</code></a></td><td>{verdicts}</td><td class="number">{(image.IsRead ? image.Evidence.Read.ToString("N0", CultureInfo.InvariantCulture) : "?")}</td></tr>"""));
        }

        file.WriteLine("</tbody></table></section>");
    }

    private static void WriteImage(TextWriter file, ImageReport image, AccountText accounts)
    {
        file.WriteLine($"""<section id="{Anchor(image)}"><h2><code>{Text(image.ImageId)}</code></h2>""");
        if (image.Error is not null)
        {
            file.WriteLine($"""<p class="error"><b>Could not be read.</b> {Text(image.Error)}</p>""");
        }

        foreach ((Verdict verdict, string title, string explanation) in Kinds)
        {
            Finding[] findings = [.. image.Findings.Where(finding => finding.Verdict == verdict)];
            if (findings.Length == 0)
            {
                continue;
            }

            string open = verdict == Verdict.Allowed && findings.Length > 20 ? "" : " open";
            file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""<details{open}><summary><span class="tag {verdict.ToString().ToLowerInvariant()}">{findings.Length:N0} {title.ToLowerInvariant()}</span> {explanation}</summary><table><thead><tr><th>Account</th>{(verdict == Verdict.Unexpected ? "" : "<th>Name</th><th>Reason</th><th>Until</th>")}</tr></thead><tbody>"""));
            foreach (Finding finding in findings)
            {
                string allowance = finding.Allowance is { } known ? $"<td>{Text(known.Name)}</td><td>{Text(known.Reason)}</td><td>{(known.Expiry is { } day ? Day(day) : "for ever")}</td>" : "";
                file.WriteLine($"<tr><td><code>{Text(accounts.Of(finding.Account))}</code></td>{allowance}</tr>");
            }

            file.WriteLine("</tbody></table></details>");
        }

        if (image.IsRead && image.Findings.Count == 0)
        {
            file.WriteLine("""<p class="note">Shared with nobody, and nobody is allowed.</p>""");
        }

        file.WriteLine("</section>");
    }

    private static void WriteEvidence(TextWriter file, AuditReport report)
    {
        file.WriteLine("""<section><h2>Evidence</h2><p class="note">The service's own figures. A request id lets Alibaba Cloud's support find the call.</p><details><summary>Totals, times and request ids</summary><table><thead><tr><th>Image</th><th class="number">Total</th><th class="number">Read</th><th>Read at (UTC)</th><th class="number">Took</th><th>Request ids</th></tr></thead><tbody>""");
        foreach (ImageReport image in report.Images)
        {
            Evidence evidence = image.Evidence;
            file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""<tr><td><code>{Text(image.ImageId)}</code></td><td class="number">{evidence.Total?.ToString("N0", CultureInfo.InvariantCulture) ?? "?"}</td><td class="number">{evidence.Read:N0}</td><td>{evidence.ReadAt:yyyy-MM-dd HH:mm:ss}</td><td class="number">{evidence.Took.TotalMilliseconds:F0} ms</td><td class="ids">{string.Join("<br>", evidence.RequestIds.Select(Text))}</td></tr>"""));
        }

        file.WriteLine("</tbody></table></details></section>");
    }

    private static string Anchor(ImageReport image) => "image-" + Convert.ToHexStringLower(Encoding.UTF8.GetBytes(image.ImageId));

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(string? text) => WebUtility.HtmlEncode(text ?? "");

    private static string Style()
    {
        using StreamReader reader = new(typeof(HtmlReport).Assembly.GetManifestResourceStream("page.css")!);
        return reader.ReadToEnd().TrimEnd();
    }
}
