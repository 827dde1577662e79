using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ens.ImageSharing.Tool.Text;

namespace Ens.ImageSharing.Tool.Reports;

/// <summary>The report for code scanning: SARIF 2.1.0. A result is at the line of the allow-list that decided, or at its first
/// line.</summary>
/// <remarks>Accounts that may have an image are no results. Of more than 25,000 results, which GitHub would refuse, the worst are written
/// and a notification says so.</remarks>
internal static class SarifReport
{
    public const int MaxResults = 25_000;

    public static void Write(Stream stream, AuditReport report, AccountText accounts)
    {
        IReadOnlyList<SarifRule> rules = SarifRule.All(report.Run.RequireAllowed);
        SarifResult[] all = [.. SarifResult.Of(report, accounts)];
        SarifResult[] results = all.Length <= MaxResults ? all : [.. all.OrderBy(result => Rank(result, rules)).Take(MaxResults)];
        JsonWriterOptions options = new() { Indented = true, NewLine = "\n", Encoder = VisibleJsonEncoder.Instance };
        using (Utf8JsonWriter json = new(stream, options))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json");
            json.WriteString("version", "2.1.0");
            json.WriteStartArray("runs");
            json.WriteStartObject();
            WriteTool(json, report.Run, rules);
            WriteAutomation(json, report.Run);
            WriteInvocation(json, report, all.Length);
            json.WriteString("columnKind", "utf16CodeUnits");
            WriteResults(json, report.Run.AllowList, results, rules);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
    }

    /// <summary>Errors, then warnings, then notes; what was not read before all others.</summary>
    private static int Rank(SarifResult result, IReadOnlyList<SarifRule> rules) =>
        result.RuleIndex == rules.Count - 1 ? -1 : rules[result.RuleIndex].Level switch { "error" => 0, "warning" => 1, _ => 2 };

    private static void WriteTool(Utf8JsonWriter json, AuditRun run, IReadOnlyList<SarifRule> rules)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "ens-share");
        json.WriteString("fullName", VisibleText.Escape(run.Tool));
        json.WriteString("version", VisibleText.Escape(run.Tool[(run.Tool.LastIndexOf(' ') + 1)..]));
        json.WriteStartArray("rules");
        foreach (SarifRule rule in rules)
        {
            rule.Write(json);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Runs with the same ID replace each other, so each endpoint and each part has its own.</summary>
    private static void WriteAutomation(Utf8JsonWriter json, AuditRun run)
    {
        string host = Uri.TryCreate(run.Endpoint, UriKind.Absolute, out Uri? endpoint) ? endpoint.Authority : run.Endpoint;
        string part = run.Shard is { } shard ? FormattableString.Invariant($"{shard.Part}-of-{shard.Of}/") : "";
        json.WriteStartObject("automationDetails");
        json.WriteString("id", $"ens-share/audit/{VisibleText.Escape(host)}/{part}");
        json.WriteEndObject();
    }

    private static void WriteInvocation(Utf8JsonWriter json, AuditReport report, int resultCount)
    {
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", !report.IsInconclusive);
        json.WriteString("startTimeUtc", ReportTime.Format(report.Run.StartedAt));
        json.WriteString("endTimeUtc", ReportTime.Format(report.Run.CompletedAt));
        json.WriteStartArray("toolExecutionNotifications");
        if (report.IsInconclusive)
        {
            WriteNotification(json, "error", report.VerdictSentence);
        }

        if (resultCount > MaxResults)
        {
            WriteNotification(json, "warning", FormattableString.Invariant(
                $"Only the worst {MaxResults} of {resultCount} results are written. The JSON report has all of them."));
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteNotification(Utf8JsonWriter json, string level, string text)
    {
        json.WriteStartObject();
        json.WriteString("level", level);
        WriteMessage(json, text);
        json.WriteEndObject();
    }

    private static void WriteResults(
        Utf8JsonWriter json, AllowListSource allowList, SarifResult[] results, IReadOnlyList<SarifRule> rules)
    {
        (string uri, string? baseId) = SarifUri.Of(allowList.File);
        Dictionary<string, int> identities = new(StringComparer.Ordinal);
        json.WriteStartArray("results");
        foreach (SarifResult result in results)
        {
            json.WriteStartObject();
            json.WriteString("ruleId", rules[result.RuleIndex].Id);
            json.WriteNumber("ruleIndex", result.RuleIndex);
            json.WriteString("level", rules[result.RuleIndex].Level);
            WriteMessage(json, result.Message);
            WriteLocation(json, result, uri, baseId);
            WriteFingerprints(json, Fingerprint(result.Identity, identities));
            if (result.IsNew is { } isNew)
            {
                json.WriteString("baselineState", isNew ? "new" : "unchanged");
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteLocation(Utf8JsonWriter json, SarifResult result, string uri, string? baseId)
    {
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", uri);
        if (baseId is not null)
        {
            json.WriteString("uriBaseId", baseId);
        }

        json.WriteEndObject();
        json.WriteStartObject("region");
        json.WriteNumber("startLine", result.Line);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartArray("logicalLocations");
        json.WriteStartObject();
        json.WriteString("fullyQualifiedName", VisibleText.Escape(result.ImageId));
        json.WriteString("kind", "resource");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    /// <summary>GitHub knows results by the second member. If it is not there, GitHub hashes the line of the file, which many results
    /// share.</summary>
    private static void WriteFingerprints(Utf8JsonWriter json, string fingerprint)
    {
        json.WriteStartObject("partialFingerprints");
        json.WriteString("imageAccountVerdict/v1", fingerprint);
        json.WriteString("primaryLocationLineHash", fingerprint);
        json.WriteEndObject();
    }

    /// <summary>Of the account as it is shown, because the hash of a whole account could be resolved by trying all accounts. Accounts
    /// that are shown alike are told apart by their order.</summary>
    private static string Fingerprint(string identity, Dictionary<string, int> identities)
    {
        int occurrence = identities[identity] = identities.GetValueOrDefault(identity) + 1;
        string text = occurrence == 1 ? identity : FormattableString.Invariant($"{identity}\n{occurrence}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private static void WriteMessage(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject("message");
        json.WriteString("text", text);
        json.WriteEndObject();
    }
}
