using CsCheck;
using Ens.ImageSharing.Tool.Reports;
using Ens.ImageSharing.Tool.Text;

namespace Ens.ImageSharing.Tool.Tests.Reports;

public class MaskTests
{
    private static readonly AccountText Masked = new(isMasked: true);

    [Fact]
    public void No_masked_output_has_a_whole_account() =>
        RandomReport.Any.Where(report => report.Images.All(image => !image.ImageId.Contains("15152855", StringComparison.Ordinal))).Sample(
            report =>
            {
                Assert.DoesNotContain("15152855", ReportText.Csv(report, Masked), StringComparison.Ordinal);
                Assert.DoesNotContain("15152855", ReportText.Csv(report, Masked, excel: true), StringComparison.Ordinal);
                Assert.DoesNotContain("15152855", ReportText.Sarif(report, Masked), StringComparison.Ordinal);
                Assert.DoesNotContain("15152855", ReportText.JUnit(report, Masked), StringComparison.Ordinal);
            },
            iter: 100);

    [Fact]
    public void The_last_four_digits_are_shown()
    {
        Assert.Contains("m-2,unexpected,****0003,", ReportText.Csv(SampleReport.Whole, Masked), StringComparison.Ordinal);
        Assert.Contains("account ****0003,", ReportText.Sarif(SampleReport.Whole, Masked), StringComparison.Ordinal);
        Assert.Contains("unexpected: ****0003", ReportText.JUnit(SampleReport.Whole, Masked), StringComparison.Ordinal);
    }

    [Fact]
    public void An_account_in_the_name_of_an_image_is_masked_in_every_form()
    {
        AuditReport report = SampleReport.Of(
            SampleReport.Image("m-1", SampleReport.Unexpected) with { ImageName = "for 1515285520000202" });

        Assert.All(Masks(report), text => Assert.DoesNotContain("1515285520000202", text, StringComparison.Ordinal));
    }

    [Fact]
    public void The_ID_of_an_image_is_masked_in_no_form()
    {
        const string ImageId = "m-111122223333";
        AuditReport report = SampleReport.Of(
            SampleReport.Image(ImageId, SampleReport.Unexpected) with { ImageName = $"copy of {ImageId}" },
            SampleReport.Image("m-555566667777") with
            {
                Verdict = ImageVerdict.Unread,
                Error = "The image m-555566667777 is not there, said 1515285520000202.",
                Total = null,
            });

        Assert.All(Masks(report), text =>
        {
            Assert.Contains(ImageId, text, StringComparison.Ordinal);
            Assert.Contains("The image m-555566667777 is not there, said ****0202.", text, StringComparison.Ordinal);
            Assert.DoesNotContain("m-****", text, StringComparison.Ordinal);
        });
    }

    private static string[] Masks(AuditReport report) =>
    [
        ReportText.Csv(report, Masked), ReportText.Sarif(report, Masked), ReportText.JUnit(report, Masked),
        ReportText.Json(report, Masked), ReportText.Html(report, Masked),
    ];
}
