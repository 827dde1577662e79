using CsCheck;
using Ens.ImageSharing.Tool.Reports;

namespace Ens.ImageSharing.Tool.Tests.Reports;

public class VerdictTests
{
    private static readonly AuditReport Clean =
        SampleReport.Of(SampleReport.Image("m-1", SampleReport.Allowed, SampleReport.ExpiringSoon));
    private static readonly AuditReport Differing =
        SampleReport.Of(SampleReport.Image("m-1", SampleReport.Unexpected), SampleReport.Image("m-2"));

    [Fact]
    public void Images_that_are_as_allowed_are_0()
    {
        Assert.Equal((0, "The image is as allowed."), Verdict(Clean));
        Assert.Equal((0, "All 2 images are as allowed."), Verdict(SampleReport.Of(SampleReport.Image("m-1"), SampleReport.Image("m-2"))));
    }

    [Fact]
    public void Missing_accounts_count_only_where_they_are_required()
    {
        Assert.Equal((0, "The image is as allowed."), Verdict(SampleReport.Of(SampleReport.Image("m-1", SampleReport.Missing))));
        Assert.Equal(
            (1, "1 of 1 image differs from the allow-list: 1 missing."),
            Verdict(SampleReport.Of(SampleReport.Image("m-1", requireAllowed: true, SampleReport.Missing)) with
            {
                Run = SampleReport.Run with { RequireAllowed = true },
            }));
    }

    [Fact]
    public void Images_that_differ_are_1() =>
        Assert.Equal((1, "1 of 2 images differs from the allow-list: 1 unexpected."), Verdict(Differing));

    [Fact]
    public void An_image_that_was_not_read_is_3_whatever_else_was_found() => Assert.Equal(
        (3, "The audit is incomplete: 1 of 4 images could not be read; 1 of the others differs from the allow-list."),
        Verdict(SampleReport.Whole));

    [Fact]
    public void Images_that_are_not_all_known_are_3() =>
        Assert.Equal((3, "The audit is incomplete: not all images are known."), Verdict(Clean with { IsComplete = false }));

    [Fact]
    public void No_image_is_3_but_for_a_part()
    {
        AuditReport none = SampleReport.Of();

        Assert.Equal((3, "There was no image to audit."), Verdict(none));
        Assert.Equal((0, "No image falls to part 2 of 3."), Verdict(none with { Run = none.Run with { Shard = new Shard(2, 3) } }));
        Assert.Equal((3, "There was no image to audit."), Verdict(none with { Run = none.Run with { Shard = new Shard(1, 1) } }));
        Assert.Equal(3, (none with { Run = none.Run with { Shard = new Shard(2, 3) }, IsComplete = false }).ExitCode);
    }

    [Fact]
    public void Only_new_findings_are_1_with_a_baseline()
    {
        Assert.Equal(
            (0, "1 of 2 images differs from the allow-list: 1 unexpected; none of this is new."),
            Verdict(Differing.WithBaseline(Differing)));
        Assert.Equal(
            (1, "1 of 2 images differs from the allow-list: 1 unexpected; 1 of this is new."), Verdict(Differing.WithBaseline(Clean)));
    }

    [Fact]
    public void A_new_finding_that_is_as_allowed_is_0_with_a_baseline() =>
        Assert.Equal(0, SampleReport.Of(SampleReport.Image("m-1", SampleReport.Unexpected, SampleReport.Allowed))
            .WithBaseline(SampleReport.Of(SampleReport.Image("m-1", SampleReport.Unexpected))).ExitCode);

    [Fact]
    public void A_known_account_with_another_verdict_is_new()
    {
        AuditReport before = SampleReport.Of(SampleReport.Image("m-1", SampleReport.ExpiringSoon));
        AuditReport after = SampleReport.Of(SampleReport.Image("m-1", SampleReport.Expired)).WithBaseline(before);

        Assert.Equal(1, after.ExitCode);
    }

    [Fact]
    public void A_baseline_does_not_hide_an_image_that_was_not_read() =>
        Assert.Equal(3, SampleReport.Whole.WithBaseline(SampleReport.Whole).ExitCode);

    [Fact]
    public void Nothing_is_new_against_the_report_itself() =>
        RandomReport.Any.Sample(
            report =>
            {
                AuditReport compared = report.WithBaseline(ReportText.Read(ReportText.Json(report)));
                Assert.All(compared.Images.SelectMany(image => image.Findings), finding => Assert.False(finding.IsNew));
                Assert.NotEqual(1, compared.ExitCode);
            },
            iter: 100);

    private static (int ExitCode, string Sentence) Verdict(AuditReport report) => (report.ExitCode, report.VerdictSentence);
}
