using CsCheck;
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
}
