using System.Globalization;
using CsCheck;
using CsvHelper;
using CsvHelper.Configuration;
using Ens.ImageSharing.Tool.Reports;

namespace Ens.ImageSharing.Tool.Tests.Reports;

public class CsvReportTests
{
    [Fact]
    public void An_image_that_was_not_read_has_a_row_with_its_error()
    {
        string[] row = Row(ReportedImage.NotReached("m-1", null));

        Assert.Equal(["m-1", "unread", "", "", "", "", "", "not reached"], row);
    }

    [Fact]
    public void An_image_that_is_shared_with_nobody_has_a_row_that_says_it_was_read() =>
        Assert.Equal(["m-1", "clean", "", "", "", "", "", ""], Row(SampleReport.Image("m-1")));

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(1)", "'@SUM(1)")]
    [InlineData("  =1", "'  =1")]
    [InlineData("\"=1", "'\"=1")]
    [InlineData("'=1", "''=1")]
    [InlineData("＝1", "'＝1")]
    [InlineData("＠1", "'＠1")]
    [InlineData("a;=1", "a;'=1")]
    [InlineData("\t=1", "\\u0009=1")]
    [InlineData("\r=1", "\\u000d=1")]
    [InlineData("a = b", "a = b")]
    [InlineData("build@example.com", "build@example.com")]
    public void Formulas_are_text(string reason, string expected) =>
        Assert.Equal(expected, Row(SampleReport.Image("m-1", SampleReport.Allowed with { Reason = reason }))[4]);

    [Fact]
    public void A_formula_in_the_ID_of_an_image_or_account_is_text()
    {
        string[] row = Row(SampleReport.Image("=m", SampleReport.Unexpected with { Account = "-42" }));

        Assert.Equal(["'=m", "unexpected", "'-42"], row[..3]);
    }

    [Fact]
    public void Accounts_stay_digits() =>
        Assert.Equal(SampleReport.Stranger, Row(SampleReport.Image("m-1", SampleReport.Unexpected))[2]);

    [Fact]
    public void For_Excel_there_is_a_mark_and_IDs_are_text()
    {
        string csv = ReportText.Csv(SampleReport.Of(SampleReport.Image("0042", SampleReport.Unexpected)), excel: true);

        Assert.StartsWith("\ufeffimage,verdict,account,", csv, StringComparison.Ordinal);
        Assert.Equal(["=\"0042\"", "unexpected", "=\"1515285520000003\""], Rows(csv).Single()[..3]);
    }

    [Fact]
    public void An_ID_cannot_end_the_text_that_Excel_reads() => Assert.Equal(
        "=\"1\"\"&cmd\"", Row(SampleReport.Image("1\"&cmd", SampleReport.Unexpected), excel: true)[0]);

    [Fact]
    public void Every_finding_is_a_row_whatever_its_text() =>
        RandomReport.Any.Sample(
            report =>
            {
                string csv = ReportText.Csv(report);
                Assert.Equal(report.Images.Sum(image => Math.Max(1, image.Findings.Count)), Rows(csv).Count);
                Assert.All(Rows(csv), row => Assert.Equal(8, row.Length));
                Assert.DoesNotContain(csv, character => character != '\n' && char.IsControl(character));
            },
            iter: 100);

    private static string[] Row(ReportedImage image, bool excel = false) =>
        Rows(ReportText.Csv(SampleReport.Of(image), excel: excel)).Single();

    private static List<string[]> Rows(string csv)
    {
        using CsvParser parser = new(
            new StringReader(csv.TrimStart('\ufeff')), new CsvConfiguration(CultureInfo.InvariantCulture) { Mode = CsvMode.RFC4180 });
        List<string[]> rows = [];
        while (parser.Read())
        {
            rows.Add(parser.Record!);
        }

        Assert.Equal(["image", "verdict", "account", "name", "reason", "owner", "expiry", "error"], rows[0]);
        return rows[1..];
    }
}
