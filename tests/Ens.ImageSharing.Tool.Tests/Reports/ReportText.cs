using System.Text;
using System.Text.Json.Nodes;
using Ens.ImageSharing.Tool.Reports;
using Ens.ImageSharing.Tool.Text;

namespace Ens.ImageSharing.Tool.Tests.Reports;

/// <summary>Reports as text, and back by way of a file.</summary>
internal static class ReportText
{
    private static readonly AccountText Full = new(isMasked: false);

    public static string Json(AuditReport report) => Text(stream => JsonReport.Write(stream, report));

    public static string Json(AuditReport report, AccountText accounts) => Text(stream => JsonReport.Write(stream, report, accounts));

    public static string Html(AuditReport report, AccountText accounts)
    {
        using StringWriter writer = new();
        HtmlReport.Write(writer, report, accounts);
        return writer.ToString();
    }

    public static string Sarif(AuditReport report, AccountText? accounts = null) =>
        Text(stream => SarifReport.Write(stream, report, accounts ?? Full));

    public static string JUnit(AuditReport report, AccountText? accounts = null) =>
        Text(stream => JUnitReport.Write(stream, report, accounts ?? Full));

    public static string Csv(AuditReport report, AccountText? accounts = null, bool excel = false)
    {
        using StringWriter writer = new();
        CsvReport.Write(writer, report, accounts ?? Full, excel);
        return writer.ToString();
    }

    /// <summary>The JSON report without what differs from run to run.</summary>
    public static string JsonWithoutRun(AuditReport report)
    {
        JsonObject document = JsonNode.Parse(Json(report))!.AsObject();
        document.Remove("run");
        return document.ToJsonString();
    }

    public static AuditReport Read(string json)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        try
        {
            string path = Path.Combine(folder.FullName, "report.json");
            File.WriteAllText(path, json);
            return JsonReport.Read(path);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Text(Action<Stream> write)
    {
        using MemoryStream stream = new();
        write(stream);
        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(stream.ToArray());
    }
}
