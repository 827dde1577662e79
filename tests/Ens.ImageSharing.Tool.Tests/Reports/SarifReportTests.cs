using System.Globalization;
using System.Text.Json.Nodes;
using Ens.ImageSharing.Tool.Reports;
using Ens.ImageSharing.Tool.Text;

namespace Ens.ImageSharing.Tool.Tests.Reports;

public class SarifReportTests
{
    [Fact]
    public void Each_verdict_but_allowed_is_a_result_of_its_rule() => Assert.Equal(
        [
            "ENS003 note 3 ExpiringAllowance",
            "ENS001 error 1 UnexpectedAccount",
            "ENS002 error 4 ExpiredAllowance",
            "ENS004 note 2 MissingAccount",
            "ENS005 error 1 UnreadImage",
        ],
        Results(SampleReport.Whole).Select(result =>
            $"{result["ruleId"]} {result["level"]} {Region(result)["startLine"]} "
            + $"{Rules(SampleReport.Whole)[(int)result["ruleIndex"]!]!["name"]}"));

    [Fact]
    public void A_missing_account_is_a_warning_where_it_is_required()
    {
        AuditReport report = SampleReport.Of(SampleReport.Image("m-1", requireAllowed: true, SampleReport.Missing))
            with
        { Run = SampleReport.Run with { RequireAllowed = true } };

        Assert.Equal("warning", (string?)Results(report).Single()["level"]);
        Assert.Equal("warning", (string?)Rules(report)[3]!["defaultConfiguration"]!["level"]);
    }

    [Fact]
    public void Every_rule_has_a_security_severity_and_help() => Assert.All(Rules(SampleReport.Whole), rule =>
    {
        string severity = (string)rule!["properties"]!["security-severity"]!;
        Assert.InRange(double.Parse(severity, CultureInfo.InvariantCulture), 0.1, 10);
        Assert.NotEmpty((string)rule["help"]!["text"]!);
    });

    [Fact]
    public void A_result_has_the_same_fingerprint_in_every_run_and_no_other_result_has_it()
    {
        string[] first = Fingerprints(SampleReport.Whole), second = Fingerprints(SampleReport.Of([.. SampleReport.Whole.Images.Skip(1)]));

        Assert.Equal(first[1..], second);
        Assert.Equal(first.Length, first.Distinct().Count());
        Assert.Equal("d7cc6e28", first[1][..8]);
    }

    [Fact]
    public void Masked_results_are_told_apart_although_their_accounts_look_alike()
    {
        AuditReport report = SampleReport.Of(SampleReport.Image(
            "m-1",
            SampleReport.Unexpected with { Account = "1515285520000001" },
            SampleReport.Unexpected with { Account = "1999285520000001" }));

        string[] masked = Fingerprints(report, new AccountText(isMasked: true));

        Assert.Equal(2, masked.Distinct().Count());
        Assert.Empty(masked.Intersect(Fingerprints(report)));
    }

    [Theory]
    [InlineData("lists/allow list.csv", "lists/allow%20list.csv", "%SRCROOT%")]
    [InlineData(".\\lists\\允许.csv", "lists/%E5%85%81%E8%AE%B8.csv", "%SRCROOT%")]
    [InlineData("./a/../b//c#1.csv", "b/c%231.csv", "%SRCROOT%")]
    [InlineData("../a.csv", "../a.csv", "%SRCROOT%")]
    [InlineData("/srv/a b.csv", "file:///srv/a%20b.csv", null)]
    [InlineData("C:\\lists\\a.csv", "file:///C:/lists/a.csv", null)]
    [InlineData("\\\\server\\share\\a.csv", "file://server/share/a.csv", null)]
    public void The_address_of_the_allow_list_has_forward_slashes(string path, string uri, string? baseId) =>
        Assert.Equal((uri, baseId), SarifUri.Of(path));

    [Fact]
    public void Text_from_elsewhere_is_no_placeholder_no_link_and_no_escape_code()
    {
        AuditReport report = SampleReport.Of(SampleReport.Image(
            "m-1", SampleReport.Expired with { Name = "{0}", Reason = "[here](https://example.com)\u001b" }));

        Assert.Equal(
            "Image m-1 is shared with account 1515285520000002 ({{0}}), whose entry in the allow-list expired on 2027-01-30. "
            + "Reason: [here] (https://example.com)\\u001b.",
            (string?)Results(report).Single()["message"]!["text"]);
    }

    [Fact]
    public void New_results_are_told_from_known_ones()
    {
        AuditReport baseline = SampleReport.Of(SampleReport.Image("m-2", SampleReport.Unexpected));

        Assert.Equal(
            ["new", "unchanged", "new", "new", "new"],
            Results(SampleReport.Whole.WithBaseline(baseline)).Select(result => (string?)result["baselineState"]));
        Assert.All(Results(SampleReport.Whole), result => Assert.Null(result["baselineState"]));
    }

    [Fact]
    public void A_run_that_does_not_know_everything_was_not_successful()
    {
        Assert.False(IsSuccessful(SampleReport.Whole));
        Assert.False(IsSuccessful(SampleReport.Of()));
        Assert.True(IsSuccessful(SampleReport.Of(SampleReport.Image("m-1", SampleReport.Unexpected))));
    }

    [Fact]
    public void Each_part_has_a_category_of_its_own()
    {
        AuditReport part = SampleReport.Whole with { Run = SampleReport.Run with { Shard = new Shard(2, 3) } };

        Assert.Equal("ens-share/audit/ens.aliyuncs.com/", (string?)Run(SampleReport.Whole)["automationDetails"]!["id"]);
        Assert.Equal("ens-share/audit/ens.aliyuncs.com/2-of-3/", (string?)Run(part)["automationDetails"]!["id"]);
    }

    [Fact]
    public void Of_more_results_than_GitHub_takes_the_worst_are_written_and_it_is_said()
    {
        ReportedFinding[] missing =
        [
            .. Enumerable.Range(0, SarifReport.MaxResults).Select(i => SampleReport.Missing with { Account = $"15152855{i:00000000}" }),
        ];
        AuditReport report = SampleReport.Of(SampleReport.Image("m-1", missing), SampleReport.Image("m-2", SampleReport.Unexpected));

        Assert.Equal(SarifReport.MaxResults, Results(report).Count);
        Assert.Equal("ENS001", (string?)Results(report)[0]["ruleId"]);
        Assert.Equal(
            "Only the worst 25000 of 25001 results are written. The JSON report has all of them.",
            (string?)Run(report)["invocations"]![0]!["toolExecutionNotifications"]![0]!["message"]!["text"]);
    }

    private static JsonNode Run(AuditReport report, AccountText? accounts = null) =>
        JsonNode.Parse(ReportText.Sarif(report, accounts))!["runs"]![0]!;

    private static JsonArray Rules(AuditReport report) => Run(report)["tool"]!["driver"]!["rules"]!.AsArray();

    private static List<JsonNode> Results(AuditReport report, AccountText? accounts = null) =>
        [.. Run(report, accounts)["results"]!.AsArray().Select(result => result!)];

    private static JsonNode Region(JsonNode result) => result["locations"]![0]!["physicalLocation"]!["region"]!;

    private static string[] Fingerprints(AuditReport report, AccountText? accounts = null) =>
        [.. Results(report, accounts).Select(result => (string)result["partialFingerprints"]!["primaryLocationLineHash"]!)];

    private static bool IsSuccessful(AuditReport report) => (bool)Run(report)["invocations"]![0]!["executionSuccessful"]!;
}
