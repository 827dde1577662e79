using System.Globalization;
using System.Text;
using System.Xml;
using Ens.ImageSharing.Tool.Text;

namespace Ens.ImageSharing.Tool.Reports;

/// <summary>The report for build servers: an image is a test case. One that differs is a failure, one that was not read is an
/// error.</summary>
internal static class JUnitReport
{
    private const string Name = "ens-share audit";

    public static void Write(Stream stream, AuditReport report, AccountText accounts)
    {
        XmlWriterSettings settings = new()
        {
            Indent = true,
            NewLineChars = "\n",
            NewLineHandling = NewLineHandling.None,
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        using XmlWriter xml = XmlWriter.Create(stream, settings);
        bool isGapped = report.IsInconclusive && !report.Images.Any(image => image.Verdict == ImageVerdict.Unread);
        xml.WriteStartElement("testsuites");
        WriteCounts(xml, report, isGapped);
        xml.WriteStartElement("testsuite");
        WriteCounts(xml, report, isGapped);
        xml.WriteAttributeString("skipped", "0");
        xml.WriteAttributeString(
            "timestamp", report.Run.StartedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture));
        WriteProperties(xml, report.Run);
        if (isGapped)
        {
            // No image stands for what is not known.
            WriteCase(xml, "all images", "error", report.VerdictSentence, VerdictNames.Of(ImageVerdict.Unread), report.VerdictSentence);
        }

        foreach (ReportedImage image in report.Images)
        {
            WriteImage(xml, image, report.Run.RequireAllowed, accounts);
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteWhitespace("\n");
    }

    private static void WriteCounts(XmlWriter xml, AuditReport report, bool isGapped)
    {
        int Count(ImageVerdict verdict) => report.Images.Count(image => image.Verdict == verdict);
        int gaps = isGapped ? 1 : 0;
        xml.WriteAttributeString("name", Name);
        xml.WriteAttributeString("tests", XmlConvert.ToString(report.Images.Count + gaps));
        xml.WriteAttributeString("failures", XmlConvert.ToString(Count(ImageVerdict.Differs)));
        xml.WriteAttributeString("errors", XmlConvert.ToString(Count(ImageVerdict.Unread) + gaps));
        xml.WriteAttributeString("time", XmlConvert.ToString((report.Run.CompletedAt - report.Run.StartedAt).TotalSeconds));
    }

    private static void WriteProperties(XmlWriter xml, AuditRun run)
    {
        xml.WriteStartElement("properties");
        WriteProperty("tool", run.Tool);
        WriteProperty("endpoint", run.Endpoint);
        WriteProperty("accessKeyId", run.AccessKeyId);
        WriteProperty("allowList", run.AllowList.File);
        WriteProperty("allowListSha256", run.AllowList.Sha256);
        WriteProperty("asOf", ReportTime.Format(run.AsOf));
        WriteProperty("requireAllowed", XmlConvert.ToString(run.RequireAllowed));
        if (run.Shard is { } shard)
        {
            WriteProperty("shard", shard.ToString());
        }

        xml.WriteEndElement();

        void WriteProperty(string name, string value)
        {
            xml.WriteStartElement("property");
            xml.WriteAttributeString("name", name);
            xml.WriteAttributeString("value", Visible(value));
            xml.WriteEndElement();
        }
    }

    private static void WriteImage(XmlWriter xml, ReportedImage image, bool requireAllowed, AccountText accounts)
    {
        switch (image.Verdict)
        {
            case ImageVerdict.Clean:
                WriteCase(xml, image.ImageId, outcome: null, "", "", "");
                break;
            case ImageVerdict.Unread:
                string error = accounts.In(image.Error ?? ErrorLine.NotReached, image.ImageId);
                WriteCase(xml, image.ImageId, "error", error, VerdictNames.Of(image.Verdict), Visible(error));
                break;
            default:
                ReportedFinding[] findings = [.. image.Findings.Where(finding => finding.Counts(requireAllowed))];
                string counts = string.Join(", ", findings.GroupBy(finding => finding.Verdict)
                    .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} {VerdictNames.Of(group.Key)}")));
                string text = string.Concat(findings.Select(finding => "\n" + Visible(Line(finding, accounts)))) + "\n";
                WriteCase(xml, image.ImageId, "failure", counts, VerdictNames.Of(image.Verdict), text);
                break;
        }
    }

    private static void WriteCase(XmlWriter xml, string name, string? outcome, string message, string type, string text)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", Name);
        xml.WriteAttributeString("name", Visible(name));
        xml.WriteAttributeString("time", "0");
        if (outcome is not null)
        {
            xml.WriteStartElement(outcome);
            xml.WriteAttributeString("message", Visible(message));
            xml.WriteAttributeString("type", type);
            xml.WriteString(text);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static string Line(ReportedFinding finding, AccountText accounts)
    {
        string?[] facts =
        [
            finding.Name,
            finding.Expiry is { } expiry ? $"expiry {ReportTime.Format(expiry)}" : null,
            finding.Reason is { Length: > 0 } reason ? $"reason: {reason}" : null,
            finding.Owner is { Length: > 0 } owner ? $"owner: {owner}" : null,
            finding.IsNew switch { true => "new", false => "known", null => null },
        ];
        string details = accounts.In(string.Join("; ", facts.Where(fact => !string.IsNullOrEmpty(fact))));
        return $"{VerdictNames.Of(finding.Verdict)}: {accounts.Of(finding.Account)}{(details.Length == 0 ? "" : $" ({details})")}";
    }

    /// <summary>Text that may be shown and that XML allows.</summary>
    private static string Visible(string text)
    {
        string visible = VisibleText.Escape(text);
        return visible.AsSpan().ContainsAny('\ufffe', '\uffff')
            ? visible.Replace("\ufffe", "\\ufffe", StringComparison.Ordinal).Replace("\uffff", "\\uffff", StringComparison.Ordinal)
            : visible;
    }
}
