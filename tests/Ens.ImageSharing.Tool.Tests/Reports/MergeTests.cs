using CsCheck;
using Ens.ImageSharing.Tool.Inputs;
using Ens.ImageSharing.Tool.Reports;

namespace Ens.ImageSharing.Tool.Tests.Reports;

public class MergeTests
{
    private static readonly AuditReport First = Part(1, SampleReport.Image("m-1", SampleReport.Allowed));
    private static readonly AuditReport Second = Part(2, SampleReport.Image("m-2", SampleReport.Unexpected));

    [Fact]
    public void The_parts_of_any_report_are_merged_into_the_report() =>
        Gen.Select(RandomReport.Any, Gen.Int[1, 5], Gen.Bool).Sample(
            (report, count, isCompared) =>
            {
                AuditReport whole = isCompared ? report.WithBaseline(SampleReport.Whole) : report;
                (string, AuditReport)[] parts =
                    [.. RandomReport.Divide(whole, count).Select((part, i) => ($"{i}", ReportText.Read(ReportText.Json(part))))];

                AuditReport merged = ReportMerger.Merge([.. parts.Reverse()]);

                Assert.Equal(ReportText.JsonWithoutRun(whole), ReportText.JsonWithoutRun(merged));
            },
            iter: 100);

    [Fact]
    public void A_merged_run_covers_all_runs()
    {
        AuditReport later = Second with
        {
            Run = Second.Run with
            {
                Tool = "ens-share 0.2.0",
                AccessKeyId = "LTAI****wxyz",
                StartedAt = Second.Run.StartedAt.AddHours(1),
                CompletedAt = Second.Run.CompletedAt.AddHours(2),
                Requests = new Dictionary<string, IReadOnlyList<string>> { ["m-9"] = ["R-9"] },
            },
        };

        AuditRun run = ReportMerger.Merge([("b", later), ("a", First)]).Run;

        Assert.Null(run.Shard);
        Assert.Equal(First.Run.StartedAt, run.StartedAt);
        Assert.Equal(later.Run.CompletedAt, run.CompletedAt);
        Assert.Equal("LTAI****abcd, LTAI****wxyz", run.AccessKeyId);
        Assert.Equal("ens-share 0.1.0, ens-share 0.2.0", run.Tool);
        Assert.Equal(["m-1", "m-9"], run.Requests.Keys.Order());
        Assert.Equal(["R-1", "R-2"], run.Requests["m-1"]);
    }

    [Fact]
    public void A_report_of_all_images_is_merged_alone()
    {
        AuditReport merged = ReportMerger.Merge([("a", SampleReport.Whole)]);

        Assert.Equal(ReportText.Json(SampleReport.Whole), ReportText.Json(merged));
    }

    [Fact]
    public void A_report_of_which_a_part_is_incomplete_is_incomplete() =>
        Assert.False(ReportMerger.Merge([("a", First), ("b", Second with { IsComplete = false })]).IsComplete);

    [Fact]
    public void Without_any_image_in_any_part_there_was_no_image_to_audit()
    {
        AuditReport empty = Part(1), other = Part(2);

        Assert.Equal(0, empty.ExitCode);
        Assert.Equal(3, ReportMerger.Merge([("a", empty), ("b", other)]).ExitCode);
    }

    [Fact]
    public void Findings_of_which_some_parts_have_no_baseline_count_as_without_one()
    {
        AuditReport merged = ReportMerger.Merge([("a", First), ("b", Second.WithBaseline(Second))]);

        Assert.False(merged.HasBaseline);
        Assert.Equal(1, merged.ExitCode);
    }

    [Fact]
    public void A_part_of_another_allow_list_is_refused() =>
        AssertRefused(
            run => run with { AllowList = run.AllowList with { Sha256 = new string('b', 64) } },
            "b has another allow-list than a: bbbb");

    [Fact]
    public void A_part_of_another_endpoint_is_refused() =>
        AssertRefused(
            run => run with { Endpoint = "https://ens.ap-southeast-1.aliyuncs.com" },
            "b is about another endpoint than a: https://ens.ap-southeast-1.aliyuncs.com instead of https://ens.aliyuncs.com.");

    [Fact]
    public void A_part_of_another_day_is_refused() =>
        AssertRefused(run => run with { AsOf = run.AsOf.AddDays(1) }, "b is for another day than a: 2027-02-01 instead of 2027-01-31.");

    [Fact]
    public void A_part_with_other_rules_is_refused() =>
        AssertRefused(run => run with { RequireAllowed = true }, "b was made with another choice of --require-allowed than a");

    [Fact]
    public void A_part_of_another_division_is_refused() =>
        AssertRefused(run => run with { Shard = new Shard(2, 3) }, "b is a part of another number of parts than a: 3 instead of 2.");

    [Fact]
    public void A_part_that_is_there_twice_is_refused() =>
        AssertRefused(run => run with { Shard = new Shard(1, 2) }, "a and b are both part 1 of 2.");

    [Fact]
    public void Two_reports_of_all_images_are_refused() => Assert.Equal(
        "a and b are both part 1 of 1.",
        Assert.Throws<InputFileException>(() => ReportMerger.Merge([("a", SampleReport.Whole), ("b", SampleReport.Whole)])).Message);

    [Fact]
    public void A_missing_part_is_named() => Assert.Equal(
        "The report of part 2 of 2 is missing.", Assert.Throws<InputFileException>(() => ReportMerger.Merge([("a", First)])).Message);

    [Fact]
    public void An_image_in_two_parts_is_refused() => Assert.Equal(
        "a and b both have image 'm-1'.",
        Assert.Throws<InputFileException>(() => ReportMerger.Merge([("a", First), ("b", Second with { Images = First.Images })])).Message);

    [Fact]
    public void Nothing_to_merge_is_refused() => Assert.Throws<InputFileException>(() => ReportMerger.Merge([]));

    private static AuditReport Part(int part, params ReportedImage[] images)
    {
        AuditReport report = SampleReport.Of(images);
        return report with
        {
            Run = report.Run with
            {
                Shard = new Shard(part, 2),
                Requests = report.Run.Requests.Where(request => request.Key == $"m-{part}").ToDictionary(),
            },
        };
    }

    private static void AssertRefused(Func<AuditRun, AuditRun> change, string expected)
    {
        AuditReport other = Second with { Run = change(Second.Run) };

        InputFileException refused = Assert.Throws<InputFileException>(() => ReportMerger.Merge([("a", First), ("b", other)]));

        Assert.StartsWith(expected, refused.Message, StringComparison.Ordinal);
    }
}
