using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace ShareAudit.Reports;

/// <summary>All there is to know: first the findings, which two runs can be compared by, then the evidence, which is new with each run.</summary>
internal static class JsonReport
{
    public static void Write(TextWriter file, AuditReport report, AccountText accounts)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) }))
        {
            json.WriteStartObject();
            json.WriteString("result", report.IsComplete ? report.IsAsAllowed ? "as allowed" : "differences" : "incomplete");
            json.WriteString("summary", report.Summary);
            json.WriteString("today", Day(report.Today));
            json.WriteStartArray("images");
            foreach (ImageReport image in report.Images)
            {
                WriteImage(json, image, accounts);
            }

            json.WriteEndArray();
            json.WriteStartArray("evidence");
            foreach (ImageReport image in report.Images)
            {
                WriteEvidence(json, image);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        file.WriteLine(Encoding.UTF8.GetString(stream.ToArray()));
    }

    private static void WriteImage(Utf8JsonWriter json, ImageReport image, AccountText accounts)
    {
        json.WriteStartObject();
        json.WriteString("image", image.ImageId);
        json.WriteBoolean("read", image.IsRead);
        json.WriteBoolean("asAllowed", image.IsAsAllowed);
        json.WriteStartArray("findings");
        foreach (Finding finding in image.Findings.Where(finding => finding.Verdict != Verdict.Unread))
        {
            json.WriteStartObject();
            json.WriteString("verdict", JsonNamingPolicy.CamelCase.ConvertName(finding.Verdict.ToString()));
            json.WriteString("account", accounts.Of(finding.Account));
            if (finding.Allowance is { } allowance)
            {
                json.WriteString("name", allowance.Name);
                json.WriteString("reason", allowance.Reason);
                json.WriteString("expiry", allowance.Expiry is { } day ? Day(day) : null);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteEvidence(Utf8JsonWriter json, ImageReport image)
    {
        json.WriteStartObject();
        json.WriteString("image", image.ImageId);
        if (image.Evidence.Total is { } total)
        {
            json.WriteNumber("total", total);
        }

        json.WriteNumber("accountsRead", image.Evidence.Read);
        json.WriteString("readAt", image.Evidence.ReadAt.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        json.WriteNumber("milliseconds", (long)image.Evidence.Took.TotalMilliseconds);
        json.WriteStartArray("requestIds");
        foreach (string requestId in image.Evidence.RequestIds)
        {
            json.WriteStringValue(requestId);
        }

        json.WriteEndArray();
        if (image.Error is not null)
        {
            json.WriteString("error", image.Error);
        }

        json.WriteEndObject();
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
