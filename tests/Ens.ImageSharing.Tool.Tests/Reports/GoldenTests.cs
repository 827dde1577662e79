using Ens.ImageSharing.Tool.Reports;

namespace Ens.ImageSharing.Tool.Tests.Reports;

/// <summary>Each format of one report, as a whole. What is written instead is put beside the file that is expected.</summary>
public class GoldenTests
{
    private static readonly AuditReport Report =
        SampleReport.Whole.WithBaseline(SampleReport.Of(SampleReport.Image("m-2", SampleReport.Unexpected)));

    [Fact]
    public void The_JSON_report_is_as_it_always_was() => AssertIsGolden("report.json", ReportText.Json(Report));

    [Fact]
    public void The_CSV_report_is_as_it_always_was() => AssertIsGolden("report.csv", ReportText.Csv(Report));

    [Fact]
    public void The_CSV_report_for_Excel_is_as_it_always_was() => AssertIsGolden("report-excel.csv", ReportText.Csv(Report, excel: true));

    [Fact]
    public void The_SARIF_report_is_as_it_always_was() => AssertIsGolden("report.sarif", ReportText.Sarif(Report));

    [Fact]
    public void The_JUnit_report_is_as_it_always_was() => AssertIsGolden("report.junit.xml", ReportText.JUnit(Report));

    private static void AssertIsGolden(string name, string actual)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Reports", "Golden", name);
        string expected = File.Exists(path) ? new System.Text.UTF8Encoding(false).GetString(File.ReadAllBytes(path)) : "";
        if (expected != actual)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path + ".actual", actual);
        }

        Assert.Equal(expected, actual);
    }
}
