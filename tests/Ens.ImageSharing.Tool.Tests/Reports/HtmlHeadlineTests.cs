using Ens.ImageSharing.Tool.Reports;

namespace Ens.ImageSharing.Tool.Tests.Reports;

public class HtmlHeadlineTests
{
    private static readonly AuditReport Clean = HtmlWorld.Clean;

    [Fact]
    public void A_complete_and_clean_report_says_so() =>
        Assert.Equal("All 2 images are shared as allowed.", HtmlHeadline.Of(Clean).Sentence);

    [Fact]
    public void Differences_are_counted() =>
        Assert.Equal(
            "3 of 5 images differ from the allow-list: 4 unexpected shares, 1 expired share, 1 missing share.",
            HtmlHeadline.Of(HtmlWorld.Complete).Sentence);

    [Fact]
    public void An_incomplete_report_says_so_first_and_names_what_to_do()
    {
        HtmlHeadline headline = HtmlHeadline.Of(HtmlWorld.Small);

        Assert.Equal("Incomplete: 1 of 6 images was not read.", headline.Sentence);
        Assert.Equal("Run the same audit again.", headline.Steps[^1]);
        Assert.Contains("3 of 6 images differ", headline.Details[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_of_images_that_was_cut_short_is_never_clean() =>
        Assert.Equal(
            "Incomplete: the list of images could not be read to its end.",
            HtmlHeadline.Of(Clean with { IsComplete = false }).Sentence);

    [Fact]
    public void An_unread_image_is_never_clean_whatever_else_the_report_says()
    {
        string page = HtmlWorld.Write(Clean with { Images = [.. Clean.Images, HtmlWorld.Small.Images[^1]], IsComplete = true });

        Assert.Contains("<h1>Incomplete: 1 of 3 images was not read.</h1>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("shared as allowed", page, StringComparison.Ordinal);
        Assert.DoesNotContain("clean", page.Split("<h3>m-demo-unread</h3>")[1].Split("</summary>")[0], StringComparison.Ordinal);
    }

    [Fact]
    public void No_image_is_not_clean() =>
        Assert.Equal("No image was audited.", HtmlHeadline.Of(HtmlWorld.Of()).Sentence);

    [Fact]
    public void A_part_says_that_it_is_one() =>
        Assert.Equal(
            "All 2 images in part 2 of 5 are shared as allowed.",
            HtmlHeadline.Of(Clean with { Run = HtmlWorld.Run with { Shard = new(2, 5) } }).Sentence);

    [Fact]
    public void Missing_accounts_are_a_remark_if_they_need_not_have_their_image()
    {
        ReportedFinding missing = HtmlWorld.Unexpected(1) with { Verdict = ShareVerdict.Missing };
        AuditReport report = HtmlWorld.Of(HtmlWorld.Image("m-1", null, ImageVerdict.Clean, SnapshotProof.OneAnswer, missing));

        HtmlHeadline headline = HtmlHeadline.Of(report with { Run = HtmlWorld.Run with { RequireAllowed = false } });

        Assert.Equal("The only image is shared as allowed.", headline.Sentence);
        Assert.Equal("1 allowed share is missing, which is no difference without --require-allowed.", headline.Details[0]);
    }

    [Theory]
    [InlineData(true, true, "2 of these 2 differences are new since the baseline.")]
    [InlineData(true, false, "1 of these 2 differences is new since the baseline.")]
    [InlineData(false, false, "All of these differences are in the baseline. None is new.")]
    public void A_baseline_says_how_many_differences_are_new(bool first, bool second, string expected)
    {
        AuditReport report = HtmlWorld.Of(HtmlWorld.Image("m-1", null, ImageVerdict.Differs, SnapshotProof.OneAnswer,
            HtmlWorld.Unexpected(1) with { IsNew = first }, HtmlWorld.Unexpected(2) with { IsNew = second }));

        Assert.Equal(expected, HtmlHeadline.Of(report).Details[0]);
    }
}
