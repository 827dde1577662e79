using System.Globalization;

namespace Ens.ImageSharing.Tool.Reports;

/// <summary>Lists that may be long. A long one is closed until it is opened, and is printed all the same.</summary>
internal static class HtmlList
{
    /// <summary>The most items that are shown at once.</summary>
    public const int Longest = 50;

    /// <summary>Writes the items, behind their number if they are many.</summary>
    public static void Write(HtmlWriter page, int count, string noun, Action items)
    {
        if (count > Longest)
        {
            page.WriteLine($"""<details class="list"><summary>{Count(count, noun)}</summary>""");
            items();
            page.WriteLine($"</details>");
        }
        else
        {
            items();
        }
    }

    /// <summary>A number with its noun: <c>1 image</c>, <c>2 images</c>.</summary>
    public static string Count(int number, string singular, string? plural = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:N0} {(number == 1 ? singular : plural ?? singular + "s")}");
}
