using System.Text.Json.Nodes;
using CsCheck;
using Ens.ImageSharing.Tool.Inputs;
using Ens.ImageSharing.Tool.Reports;

namespace Ens.ImageSharing.Tool.Tests.Reports;

public class JsonReportTests
{
    [Fact]
    public void A_report_that_was_written_is_read_as_it_was() =>
        RandomReport.Any.Sample(
            report =>
            {
                string json = ReportText.Json(report);
                Assert.Equal(json, ReportText.Json(ReportText.Read(json)));
            },
            iter: 100);

    [Fact]
    public void Two_runs_over_the_same_world_differ_only_in_their_run()
    {
        AuditReport again = SampleReport.Whole with
        {
            Run = SampleReport.Run with { StartedAt = DateTimeOffset.UnixEpoch, AccessKeyId = "LTAI****wxyz" },
        };

        Assert.NotEqual(ReportText.Json(SampleReport.Whole), ReportText.Json(again));
        Assert.Equal(ReportText.JsonWithoutRun(SampleReport.Whole), ReportText.JsonWithoutRun(again));
    }

    [Fact]
    public void Chinese_stays_readable_and_what_would_act_on_a_terminal_is_escaped()
    {
        string json = ReportText.Json(SampleReport.Of(SampleReport.Image("m-1") with { ImageName = "镜像\u202e\u001b\u200b\u2028\u0085" }));

        Assert.Contains("\"imageName\": \"镜像\\u202E\\u001B\\u200B\\u2028\\u0085\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public void The_time_of_a_run_is_in_UTC()
    {
        AuditRun run = SampleReport.Run with { StartedAt = new DateTimeOffset(2027, 1, 31, 7, 0, 0, TimeSpan.FromHours(8)) };

        string json = ReportText.Json(SampleReport.Whole with { Run = run });

        Assert.Contains("\"startedAt\": \"2027-01-30T23:00:00Z\"", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$.schema", "\"ens-share/audit/2\"", "must have the schema 'ens-share/audit/1'")]
    [InlineData("$.surprise", "1", "$.surprise")]
    [InlineData("$.run.asOf", "\"tomorrow\"", "$.run.asOf")]
    [InlineData("$.run.startedAt", "\"2027-01-31T08:00:00+08:00\"", "'startedAt' must be a time such as")]
    [InlineData("$.run.startedAt", "\"2028-01-31T08:00:00Z\"", "completed before it started")]
    [InlineData("$.run.shard", "{\"part\":4,\"of\":3}", "'shard'")]
    [InlineData("$.run.allowList.sha256", "\"ABC\"", "'sha256'")]
    [InlineData("$.run.requests", "{\"m-1\":null}", "'requests' contains null")]
    [InlineData("$.summary.unexpected", "7", "its summary does not match its images")]
    [InlineData("$.summary.complete", "true", "it is called complete")]
    [InlineData("$.accounts", "[]", "its accounts do not match its images")]
    [InlineData("$.accounts[0].images.allowed", "7", "its accounts do not match its images")]
    [InlineData("$.images", "[null]", "'images' contains null")]
    [InlineData("$.images[0].findings", "[null]", "'findings' contains null")]
    [InlineData("$.images[0].imageId", "\"m-2\"", "image 'm-2' is there twice")]
    [InlineData("$.images[0].imageId", "\"\"", "an image has an empty ID")]
    [InlineData("$.images[0].verdict", "\"differs\"", "image 'm-1' is called 'differs', but its findings say otherwise")]
    [InlineData("$.images[1].verdict", "\"clean\"", "image 'm-2' is called 'clean', but its findings say otherwise")]
    [InlineData("$.images[1].verdict", "\"unread\"", "image 'm-2' is unread, and must have an error")]
    [InlineData("$.images[2].verdict", "\"clean\"", "image 'm-3' was read, and must have a total")]
    [InlineData("$.images[0].verdict", "\"Clean\"", "has 'Clean' where one of clean, differs, unread is expected")]
    [InlineData("$.images[0].total", "3", "the total of image 'm-1' does not match its findings")]
    [InlineData("$.images[0].proof", "\"hearsay\"", "one of oneAnswer, equalPasses is expected")]
    [InlineData("$.images[0].findings[0].verdict", "\"unread\"", "has 'unread' where one of")]
    [InlineData("$.images[0].findings[1].account", "\"1515285520000002\"", "has account '1515285520000002' twice")]
    [InlineData("$.images[0].findings[0].account", "\"\"", "an account of image 'm-1' has an empty ID")]
    [InlineData("$.images[0].findings[0].new", "true", "only some of its findings have the member 'new'")]
    [InlineData("$.images[0].findings[0].account", "1515285520000002", "$.images[0].findings[0].account")]
    public void A_report_that_contradicts_itself_is_refused(string path, string value, string expected)
    {
        JsonNode document = JsonNode.Parse(ReportText.Json(SampleReport.Whole))!;
        JsonPatching.Set(document, path, JsonNode.Parse(value));

        InputFileException refused = Assert.Throws<InputFileException>(() => ReportText.Read(document.ToJsonString()));

        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        Assert.Contains("report.json", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "line 1 cannot be read")]
    [InlineData("null", "but has none")]
    [InlineData("[]", "line 1 cannot be read")]
    [InlineData("{\n\"schema\": \"ens-share/audit/1\",\n\"run\": 1\n}", "line 3 cannot be read ($.run)")]
    [InlineData("{\"schema\": \"ens-share/plan/1\", \"steps\": []}", "but has 'ens-share/plan/1'")]
    [InlineData("{\"schema\": \"ens-share/audit/1\", \"schema\": \"ens-share/audit/1\"}", "cannot be read")]
    public void What_is_no_report_is_refused(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<InputFileException>(() => ReportText.Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        InputFileException refused = Assert.Throws<InputFileException>(() => JsonReport.Read("no-such-report.json"));

        Assert.StartsWith("no-such-report.json cannot be read: ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_is_passed_over() =>
        Assert.Equal(4, ReportText.Read("\ufeff" + ReportText.Json(SampleReport.Whole)).Images.Count);
}
