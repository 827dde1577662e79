namespace Ens.ImageSharing.Tool.Reports;

/// <summary>The images, worst first. Those that need a look are open.</summary>
internal static class HtmlImages
{
    /// <summary>The most images that are open at once.</summary>
    private const int MostOpen = 20;

    public static void Write(HtmlWriter page, AuditReport report)
    {
        page.WriteLine($"""<section aria-labelledby="images">""");
        page.WriteLine($"""<h2 id="images">By image</h2>""");
        IEnumerable<HtmlImage> images = report.Images
            .Select((image, index) => new HtmlImage(image, index + 1, report.Run))
            .OrderBy(image => image.Rank).ThenBy(image => image.Image.ImageId, StringComparer.Ordinal);
        int open = 0;
        foreach (HtmlImage image in images)
        {
            image.Write(page, isOpen: image.Image.Verdict != ImageVerdict.Clean && open++ < MostOpen);
        }

        if (report.Images.Count == 0)
        {
            page.WriteLine($"<p>There is no image in this report.</p>");
        }

        page.WriteLine($"</section>");
    }
}
