using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Ens.ImageSharing.Tool.Reports;

namespace Ens.ImageSharing.Tool.Tests.Reports;

public partial class HtmlReportTests
{
    [Fact]
    public void The_page_of_a_small_report_is_the_one_on_file()
    {
        string page = HtmlWorld.Write(HtmlWorld.Small);
        string[] assets = [HtmlAsset.Style.Content, HtmlAsset.Script.Content];
        string markup = assets.Aggregate(page, (rest, asset) => rest.Replace(asset, "", StringComparison.Ordinal));
        markup = Hash().Replace(markup, "'sha256-'");
        string folder = Path.Combine(AppContext.BaseDirectory, "Reports");
        string expected = File.ReadAllText(Path.Combine(folder, "HtmlReport.golden.html"));
        if (expected != markup)
        {
            File.WriteAllText(Path.Combine(folder, "HtmlReport.actual.html"), markup);
        }

        Assert.True(expected == markup, $"The page has changed. If it should, copy {folder}/HtmlReport.actual.html to HtmlReport.golden.html.");
    }

    [Fact]
    public void The_policy_allows_this_style_and_this_script_and_nothing_else()
    {
        string page = HtmlWorld.Write(HtmlWorld.Small);

        string expected = $"default-src 'none'; style-src '{HashOf(page, "style")}'; script-src '{HashOf(page, "script")}'; "
            + "base-uri 'none'; form-action 'none'";
        Assert.Equal(expected, Policy().Match(page).Groups["text"].Value);
        Assert.DoesNotContain(" style=", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_does_not_depend_on_the_culture()
    {
        AuditReport large = HtmlWorld.Large(1001, 10);
        string expected = HtmlWorld.Write(large);
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");

            Assert.Equal(expected, HtmlWorld.Write(large));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void When_with_what_on_what_and_by_whom_is_on_the_page()
    {
        string page = HtmlWorld.Write(HtmlWorld.Small with { Run = HtmlWorld.Run with { Shard = new Shard(2, 5) } });

        string[] facts =
        [
            "2026-11-25 03:04:05", "2026-11-25 03:04:08", "ens-share 0.1.0", "https://ens.aliyuncs.com", "allow.csv, 7 entries",
            "LTAI5t…3fQk", "<dd>2026-11-25</dd>", "<dd>2 of 5</dd>",
        ];
        Assert.All(facts, fact => Assert.Contains(fact, page, StringComparison.Ordinal));
        Assert.Contains(HtmlWorld.Run.AllowList.Sha256, page.Replace("<wbr>", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Images_and_accounts_come_worst_first()
    {
        string page = HtmlWorld.Write(HtmlWorld.Small);

        Assert.Equal(
            ["m-demo-unread", "m-demo-unexpected", "m-demo-expired", "m-demo-missing", "m-demo-expiring", "m-demo-clean"],
            ImageTitles().Matches(page).Select(match => match.Groups["text"].Value));
        Assert.Equal(
            ["10", "11", "12", "13", "03", "02", "04", "01"],
            AccountTitles().Matches(page).Select(match => match.Groups["text"].Value[^2..]));
    }

    [Fact]
    public void What_is_new_since_the_baseline_is_marked()
    {
        AuditReport report = HtmlWorld.Of(HtmlWorld.Image("m-1", null, ImageVerdict.Differs, SnapshotProof.OneAnswer,
            HtmlWorld.Unexpected(1) with { IsNew = true }, HtmlWorld.Unexpected(2) with { IsNew = false }));

        string page = HtmlWorld.Write(report);

        // By account and by image, and never for the known one.
        Assert.Equal(2, page.Split("""<b class="new">new</b>""").Length - 1);
    }

    [Fact]
    public void A_large_report_closes_its_long_lists_and_stays_below_a_hundred_bytes_for_each_account_of_an_image()
    {
        string page = HtmlWorld.Write(HtmlWorld.Large(100, 200));

        Assert.Contains("<details><summary>180 accounts allowed</summary>", page, StringComparison.Ordinal);
        Assert.InRange(page.Length, 0, 100 * 200 * 100);
        Assert.Equal(20, page.Split(" open>").Length - 1);
    }

    private static string HashOf(string page, string element)
    {
        string content = page.Split($"<{element}>")[1].Split($"</{element}>")[0];
        return "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
    }

    [GeneratedRegex("'sha256-[^']*'", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Hash();

    [GeneratedRegex("Content-Security-Policy\" content=\"(?<text>[^\"]*)\"", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Policy();

    [GeneratedRegex("<summary><h3>(?<text>[^<]*)</h3>", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ImageTitles();

    [GeneratedRegex("rowgroup[^>]*><code>(?<text>[^<]*)</code>", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex AccountTitles();
}
