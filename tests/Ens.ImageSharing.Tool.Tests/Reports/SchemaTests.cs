using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Ens.ImageSharing.Tool.Text;
using Json.Schema;

namespace Ens.ImageSharing.Tool.Tests.Reports;

public class SchemaTests
{
    private static readonly JsonSchema Audit = JsonSchema.FromText(File.ReadAllText(PathOf("ens-share-audit.schema.json")));

    private static readonly JsonSchema Sarif = LoadSarif();

    [Fact]
    public void The_sample_report_is_as_the_schema_says() => AssertValid(Audit, ReportText.Json(SampleReport.Whole));

    [Fact]
    public void Every_report_is_as_the_schema_says() =>
        RandomReport.Any.Sample(report => AssertValid(Audit, ReportText.Json(report)), iter: 100);

    [Fact]
    public void A_report_with_a_baseline_or_a_part_is_as_the_schema_says()
    {
        AssertValid(Audit, ReportText.Json(SampleReport.Whole.WithBaseline(SampleReport.Whole)));
        AssertValid(Audit, ReportText.Json(SampleReport.Whole with { Run = SampleReport.Run with { Shard = new(2, 3) } }));
    }

    [Theory]
    [InlineData("$.surprise", "1")]
    [InlineData("$.schema", "\"ens-share/audit/2\"")]
    [InlineData("$.run.surprise", "1")]
    [InlineData("$.run.startedAt", "\"2027-01-31T08:00:00+08:00\"")]
    [InlineData("$.run.asOf", "\"31.01.2027\"")]
    [InlineData("$.run.allowList.sha256", "\"abc\"")]
    [InlineData("$.run.shard", "{\"part\":0,\"of\":3}")]
    [InlineData("$.summary.complete", "true")]
    [InlineData("$.images[0].verdict", "\"unread\"")]
    [InlineData("$.images[0].error", "\"busy\"")]
    [InlineData("$.images[2].error", "null")]
    [InlineData("$.images[2].total", "0")]
    [InlineData("$.images[0].findings[0].verdict", "\"Allowed\"")]
    [InlineData("$.images[0].findings[0].account", "1515285520000001")]
    [InlineData("$.images[0].findings[0].expiry", "\"tomorrow\"")]
    [InlineData("$.accounts[0].images.unread", "1")]
    public void The_schema_refuses_what_no_report_has(string path, string value)
    {
        JsonNode document = JsonNode.Parse(ReportText.Json(SampleReport.Whole))!;
        JsonPatching.Set(document, path, JsonNode.Parse(value));

        Assert.False(Evaluate(Audit, document.ToJsonString()).IsValid);
    }

    [Fact]
    public void Every_SARIF_report_is_as_the_schema_of_OASIS_says() =>
        RandomReport.Any.Sample(
            report =>
            {
                AssertValid(Sarif, ReportText.Sarif(report));
                AssertValid(Sarif, ReportText.Sarif(report.WithBaseline(SampleReport.Whole), new AccountText(isMasked: true)));
            },
            iter: 100);

    [Fact]
    public void The_schema_of_OASIS_is_in_force()
    {
        string sarif = ReportText.Sarif(SampleReport.Whole).Replace("\"level\": \"error\"", "\"level\": \"fatal\"");

        Assert.False(Evaluate(Sarif, sarif).IsValid);
    }

    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Reports", "Schemas", name);

    /// <summary>Written for draft 4. What it uses means the same in draft 6, but for its ID, which nothing refers to.</summary>
    private static JsonSchema LoadSarif()
    {
        JsonObject schema = JsonNode.Parse(File.ReadAllText(PathOf("sarif-schema-2.1.0.json")))!.AsObject();
        schema["$schema"] = "http://json-schema.org/draft-06/schema#";
        schema.Remove("id");
        return JsonSchema.FromText(schema.ToJsonString());
    }

    private static void AssertValid(JsonSchema schema, string json)
    {
        EvaluationResults results = Evaluate(schema, json);
        IEnumerable<string> errors = (results.Details ?? []).SelectMany(detail => (detail.Errors ?? new Dictionary<string, string>())
            .Select(error => $"{detail.InstanceLocation}: {error.Value}"));
        Assert.True(results.IsValid, string.Join("\n", errors) + json);
    }

    private static EvaluationResults Evaluate(JsonSchema schema, string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return schema.Evaluate(document.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
    }
}
