using System.Globalization;
using System.Text.Json;
using Ens.ImageSharing.Governance.Plans;
using static Ens.ImageSharing.Governance.Tests.Doubles.Given;

namespace Ens.ImageSharing.Governance.Tests.Plans;

public sealed class PlanJsonTests
{
    private static readonly SharePlan Plan = SharePlan.Create(
        Audit(
            Read("m-1", ["10", "20"], (ShareVerdict.Allowed, "10"), (ShareVerdict.Unexpected, "20"), (ShareVerdict.Missing, "40")),
            Read("m-\u4e2d\"2", ["30"], (ShareVerdict.Expired, "30"))),
        Everything);

    private static readonly string Json = Plan.ToJson();

    [Fact]
    public void A_plan_survives_being_written_and_read()
    {
        SharePlan read = SharePlan.FromJson(Json);
        Assert.Equal(Plan.Steps, read.Steps);
        Assert.Equal((Plan.Hash, Json), (read.Hash, read.ToJson()));
    }

    [Fact]
    public void A_plan_without_steps_survives_too() =>
        Assert.Empty(SharePlan.FromJson(SharePlan.Create(Audit(Read("m-1", [])), Everything).ToJson()).Steps);

    [Fact]
    public void The_endpoint_is_kept_and_hashed()
    {
        ImageAudit image = Read("m-1", ["10"], (ShareVerdict.Unexpected, "10"));
        SharePlan plan = SharePlan.Create(Audit(image with { Endpoint = new Uri("https://ens.example.com") }), Everything);
        Assert.Equal(new Uri("https://ens.example.com"), SharePlan.FromJson(plan.ToJson()).Endpoint);
        Assert.NotEqual(SharePlan.Create(Audit(image), Everything).Hash, plan.Hash);
        Assert.Throws<ArgumentException>(() => SharePlan.FromJson(plan.ToJson().Replace("ens.example", "ens.exemple", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_plan_without_an_endpoint_is_written_as_before()
    {
        Assert.Null(Plan.Endpoint);
        Assert.DoesNotContain("endpoint", Json, StringComparison.Ordinal);
    }

    [Fact]
    public void The_hash_is_in_the_text_and_is_sha256_in_lower_case()
    {
        Assert.Matches("^[0-9a-f]{64}$", Plan.Hash);
        Assert.Contains(Plan.Hash, Json, StringComparison.Ordinal);
    }

    [Fact]
    public void The_text_is_the_same_on_every_system() => Assert.DoesNotContain('\r', Json);

    [Fact]
    public void Plans_for_other_worlds_or_days_have_other_hashes()
    {
        ImageAudit image = Read("m-1", ["10", "20"], (ShareVerdict.Unexpected, "20"));
        string[] hashes =
        [
            SharePlan.Create(Audit(image), Everything).Hash,
            SharePlan.Create(Audit(image) with { AsOf = Today.AddDays(1) }, Everything).Hash,
            SharePlan.Create(Audit(image with { ImageId = "m-2" }), Everything).Hash,
            SharePlan.Create(Audit(Read("m-1", ["11", "20"], (ShareVerdict.Unexpected, "20"))), Everything).Hash,
            SharePlan.Create(Audit(Read("m-1", ["10", "20"], (ShareVerdict.Expired, "20"))), Everything).Hash,
        ];
        Assert.Equal(5, hashes.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Every_single_changed_character_is_refused_or_changes_nothing()
    {
        int refused = 0;
        foreach (int index in Enumerable.Range(0, Json.Length))
        {
            foreach (char character in "0a\"{ ,")
            {
                string changed = string.Concat(Json.AsSpan(0, index), [character], Json.AsSpan(index + 1));
                refused += IsRefused(changed) ? 1 : 0;
            }

            refused += IsRefused(Json.Remove(index, 1)) ? 1 : 0;
        }

        Assert.InRange(refused, Json.Length * 3, Json.Length * 7);
    }

    [Theory]
    [InlineData("\"asOf\":", "\"note\": 1, \"asOf\":")]
    [InlineData("\"imageId\": \"m-1\",", "\"imageId\": \"m-1\", \"more\": null,")]
    [InlineData("\"change\": \"Add\",", "\"change\": \"Add\", \"force\": true,")]
    [InlineData("\"imageId\": \"m-1\",", "\"imageId\": \"m-1\", \"imageId\": \"m-1\",")]
    [InlineData("\"schema\": \"ens-image-sharing/plan/1\",", "")]
    [InlineData("ens-image-sharing/plan/1", "ens-image-sharing/plan/2")]
    [InlineData("\"change\": \"Add\",", "")]
    [InlineData("\"40\"", "40")]
    [InlineData("\"40\"", "null")]
    [InlineData("\"asOf\": \"2026-06-15\"", "\"asOf\": null")]
    [InlineData("\"Add\"", "\"Adds\"")]
    public void Members_that_are_unknown_missing_repeated_or_of_another_type_are_refused(string member, string changed)
    {
        Assert.Contains(member, Json, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => SharePlan.FromJson(Json.Replace(member, changed, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{")]
    [InlineData("account,image")]
    [InlineData(" ")]
    public void What_is_no_plan_is_refused(string text) => Assert.Throws<ArgumentException>(() => SharePlan.FromJson(text));

    [Fact]
    public void Text_behind_the_plan_is_refused() => Assert.Throws<ArgumentException>(() => SharePlan.FromJson(Json + "{}"));

    [Fact]
    public void A_text_that_cannot_be_read_is_refused_with_its_line() =>
        Assert.StartsWith("The text is not a plan: line 3 ", Assert.Throws<ArgumentException>(() => SharePlan.FromJson("{\n\n  x")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_plan_that_contradicts_itself_is_refused_even_if_its_hash_matches()
    {
        PlannedStep remove = new("1", ShareChangeKind.Remove, ShareVerdict.Unexpected), add = new("2", ShareChangeKind.Add, ShareVerdict.Missing);
        Assert.Equal(2, SharePlan.FromJson(Written(new PlannedImage("m", ["1"], [remove, add]))).Steps.Count);
        Refused("twice", new PlannedImage("m", ["1"], [remove]), new PlannedImage("m", ["1"], [remove]));
        Refused("twice", new PlannedImage(" ", ["1"], [remove]));
        Refused("has no steps", new PlannedImage("m", ["1"], []));
        Refused("twice", new PlannedImage("m", ["1"], [remove, remove]));
        Refused("twice", new PlannedImage("m", ["1", "1"], [remove]));
        Refused("null", new PlannedImage("m", [null!], [add]));
        Refused("digits", new PlannedImage("m", ["x"], [remove with { AliyunUid = "x" }]));
        Refused("does not fit", new PlannedImage("m", [], [remove]));
        Refused("does not fit", new PlannedImage("m", ["2"], [add]));
        Refused("does not fit", new PlannedImage("m", ["1"], [remove with { Why = ShareVerdict.Allowed }]));
        Refused("does not fit", new PlannedImage("m", ["1"], [remove with { Why = ShareVerdict.Missing }]));
        Refused("", new PlannedImage("m", ["1"], [null!]));
        Refused("", [null!]);
    }

    [Fact]
    public void The_culture_does_not_matter()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("th-TH");
        try
        {
            Assert.Equal(Json, SharePlan.FromJson(Json).ToJson());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static void Refused(string why, params PlannedImage[] images) =>
        Assert.Contains(why, Assert.Throws<ArgumentException>(() => SharePlan.FromJson(Written(images))).Message, StringComparison.Ordinal);

    private static string Written(params PlannedImage[] images) => PlanDocument.Of(Today, images).ToJson();

    private static bool IsRefused(string text)
    {
        try
        {
            Assert.Equal(Json, SharePlan.FromJson(text).ToJson());
            using JsonDocument document = JsonDocument.Parse(text);
            return false;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }
}
