namespace Ens.ImageSharing.Tool.Reports;

/// <summary>What the audit found, in one sentence, and what to do about it.</summary>
internal sealed record HtmlHeadline
{
    /// <summary>The class of the style.</summary>
    public required string State { get; init; }

    public required string Sentence { get; init; }

    public required IReadOnlyList<string> Details { get; init; }

    /// <summary>What to do, in order.</summary>
    public IReadOnlyList<string> Steps { get; init; } = [];

    public static HtmlHeadline Of(AuditReport report)
    {
        AuditSummary summary = report.Summary;
        string part = HtmlDifferences.Part(report);
        if (!report.IsComplete || summary.Unread > 0)
        {
            return Incomplete(report, summary);
        }

        if (summary.Images == 0)
        {
            return new()
            {
                State = "empty",
                Sentence = $"No image was audited{part}.",
                Details = ["This report says nothing about any image."],
            };
        }

        int differing = HtmlDifferences.Images(summary);
        return differing > 0
            ? new()
            {
                State = "differs",
                Sentence = HtmlDifferences.Count(report, summary),
                Details = [.. HtmlDifferences.News(report), Read(summary)],
            }
            : new()
            {
                State = "clean",
                Sentence = summary.Images == 1
                    ? $"The only image{part} is shared as allowed."
                    : $"All {HtmlList.Count(summary.Images, "image")}{part} are shared as allowed.",
                Details = [.. Remarks(report, summary), Read(summary)],
            };
    }

    public void Write(HtmlWriter page, AuditRun run)
    {
        page.WriteLine($"""<header class="{State}">""");
        page.WriteLine($"""<p class="state">Audit of image sharing <span>{run.CompletedAt} UTC</span> <span>{run.Endpoint}</span></p>""");
        page.WriteLine($"<div>");
        page.WriteLine($"<h1>{Sentence}</h1>");
        foreach (string detail in Details)
        {
            page.WriteLine($"<p>{detail}</p>");
        }

        page.WriteLine($"</div>");
        if (Steps.Count > 0)
        {
            page.WriteLine($"<div>");
            page.WriteLine($"<p><strong>What to do</strong></p>");
            page.WriteLine($"<ol>");
            foreach (string step in Steps)
            {
                page.WriteLine($"<li>{step}</li>");
            }

            page.WriteLine($"</ol>");
            page.WriteLine($"</div>");
        }

        page.WriteLine($"</header>");
    }

    private static HtmlHeadline Incomplete(AuditReport report, AuditSummary summary)
    {
        string part = HtmlDifferences.Part(report);
        string images = HtmlList.Count(summary.Images, "image");
        int differing = HtmlDifferences.Images(summary);
        string found = differing > 0
            ? $"What was read already differs: {HtmlDifferences.Count(report, summary)}"
            : "The images that were read say nothing about the others.";
        return new()
        {
            State = "incomplete",
            Sentence = summary.Unread > 0
                ? $"Incomplete: {HtmlList.Number(summary.Unread)} of {images}{part} {(summary.Unread == 1 ? "was" : "were")} not read."
                : $"Incomplete: the list of images{part} could not be read to its end.",
            Details = [found, .. HtmlDifferences.News(report)],
            Steps = summary.Unread > 0
                ?
                [
                    "Until a complete report shows otherwise, assume that an unread image is shared with accounts that are not allowed.",
                    "Fix the cause. Each unread image shows it under \"By image\".",
                    "Run the same audit again.",
                ]
                :
                [
                    "Until a complete report shows otherwise, assume that there are images that this page does not show.",
                    "Fix the cause, which the command printed when it listed the images, or name the images to audit.",
                    "Run the same audit again.",
                ],
        };
    }

    private static IEnumerable<string> Remarks(AuditReport report, AuditSummary summary)
    {
        if (summary.ExpiringSoon > 0)
        {
            yield return $"{HtmlList.Count(summary.ExpiringSoon, "share")} {(summary.ExpiringSoon == 1 ? "expires" : "expire")} soon.";
        }

        if (summary.Missing > 0 && !report.Run.RequireAllowed)
        {
            yield return $"{HtmlList.Count(summary.Missing, "allowed share")} {(summary.Missing == 1 ? "is" : "are")} missing, "
                + "which is no difference without --require-allowed.";
        }
    }

    private static string Read(AuditSummary summary) =>
        summary.Images == 1 ? "Its list of accounts was read completely." : "The list of accounts of every image was read completely.";
}
