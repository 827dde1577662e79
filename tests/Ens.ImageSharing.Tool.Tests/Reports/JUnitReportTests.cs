using System.Xml.Linq;
using CsCheck;
using Ens.ImageSharing.Tool.Reports;
using Ens.ImageSharing.Tool.Text;

namespace Ens.ImageSharing.Tool.Tests.Reports;

public class JUnitReportTests
{
    [Fact]
    public void An_image_that_differs_is_a_failure_and_one_that_was_not_read_is_an_error()
    {
        XElement suite = Suite(SampleReport.Whole);

        Assert.Equal(["m-1 ", "m-2 failure", "m-3 error", "m-4 "], suite.Elements("testcase")
            .Select(image => $"{image.Attribute("name")!.Value} {image.Elements().SingleOrDefault()?.Name}"));
        Assert.Equal(("4", "1", "1"), Counts(suite));
        Assert.Equal(("4", "1", "1"), Counts(suite.Parent!));
    }

    [Fact]
    public void A_failure_says_what_was_found()
    {
        XElement failure = Suite(SampleReport.Whole.WithBaseline(SampleReport.Whole)).Descendants("failure").Single();

        Assert.Equal("1 unexpected, 1 expired", failure.Attribute("message")!.Value);
        Assert.Equal(
            "\nunexpected: 1515285520000003 (known)\nexpired: 1515285520000002 (合作伙伴; expiry 2027-01-30; reason: =trial; known)\n",
            failure.Value);
    }

    [Fact]
    public void What_is_not_known_is_an_error_although_no_image_stands_for_it()
    {
        XElement suite = Suite(SampleReport.Of(SampleReport.Image("m-1")) with { IsComplete = false });

        Assert.Equal(("2", "0", "1"), Counts(suite));
        Assert.Equal("The audit is incomplete: not all images are known.", suite.Descendants("error").Single().Value);
        Assert.Equal(("1", "0", "1"), Counts(Suite(SampleReport.Of())));
    }

    [Fact]
    public void Every_report_is_XML_and_counts_its_cases() =>
        RandomReport.Any.Sample(
            report =>
            {
                XElement suite = Suite(report);
                Assert.Equal(
                    Counts(suite),
                    (Number(suite, "testcase"), Number(suite, "failure"), Number(suite, "error")));
                Assert.Equal(report.ExitCode == 0, Counts(suite) is (_, "0", "0"));
            },
            iter: 100);

    [Fact]
    public void What_XML_does_not_allow_is_escaped() => Assert.Equal(
        "m-\\u0000\\ufffe\\uffff\\ud83d",
        Suite(SampleReport.Of(SampleReport.Image("m-\0\ufffe\uffff" + (char)0xd83d))).Element("testcase")!.Attribute("name")!.Value);

    private static XElement Suite(AuditReport report, AccountText? accounts = null) =>
        XDocument.Parse(ReportText.JUnit(report, accounts)).Root!.Element("testsuite")!;

    private static string Number(XElement suite, string name) => $"{suite.Descendants(name).Count()}";

    private static (string? Tests, string? Failures, string? Errors) Counts(XElement element) =>
        (element.Attribute("tests")?.Value, element.Attribute("failures")?.Value, element.Attribute("errors")?.Value);
}
