using System.Globalization;
using static Ens.ImageSharing.Governance.Tests.Doubles.Given;

namespace Ens.ImageSharing.Governance.Tests.Plans;

public sealed class PlanTests
{
    private static readonly ImageAudit Image =
        Read("m-1", ["1", "2", "3"], (ShareVerdict.Allowed, "1"), (ShareVerdict.Unexpected, "2"), (ShareVerdict.Expired, "3"), (ShareVerdict.Missing, "4"));

    [Fact]
    public void Each_mode_makes_its_own_steps()
    {
        Assert.Equal(["Remove 2 Unexpected"], Steps(new() { RemoveUnexpected = true }));
        Assert.Equal(["Remove 3 Expired"], Steps(new() { RemoveExpired = true }));
        Assert.Equal(["Add 4 Missing"], Steps(new() { AddMissing = true }));
        Assert.Equal(["Remove 2 Unexpected", "Remove 3 Expired", "Add 4 Missing"], Steps(Everything));
    }

    [Fact]
    public void Steps_are_numbered_from_1_image_by_image()
    {
        SharePlan plan = SharePlan.Create(Audit(Image, Image with { ImageId = "m-2" }), Everything);
        Assert.Equal(["1 m-1", "2 m-1", "3 m-1", "4 m-2", "5 m-2", "6 m-2"], plan.Steps.Select(step => $"{step.Number} {step.ImageId}"));
    }

    [Fact]
    public void What_is_allowed_or_expires_soon_is_never_touched() =>
        Assert.Empty(SharePlan.Create(Audit(Read("m-1", ["1", "2"], (ShareVerdict.Allowed, "1"), (ShareVerdict.ExpiringSoon, "2"))), Everything).Steps);

    [Fact]
    public void A_protected_account_is_not_removed() => Assert.Equal(["Remove 3 Expired"], Steps(new() { RemoveUnexpected = true, RemoveExpired = true, ProtectedAccounts = ["2"] }));

    [Fact]
    public void A_protected_image_is_not_changed() => Assert.Empty(Steps(new() { AddMissing = true, RemoveUnexpected = true, ProtectedImages = ["m-1"] }));

    [Fact]
    public void What_is_protected_does_not_count_towards_the_limits() => Assert.Empty(Steps(new() { RemoveUnexpected = true, MaxRemovals = 0, ProtectedAccounts = ["2"] }));

    [Fact]
    public void An_account_that_does_not_consist_of_digits_gets_no_step_and_the_plan_can_be_read()
    {
        ImageAudit image = Read("m-1", ["1", "2", "abc"], (ShareVerdict.Unexpected, "2"), (ShareVerdict.Unexpected, "abc"), (ShareVerdict.Allowed, "1"));
        SharePlan plan = SharePlan.FromJson(SharePlan.Create(Audit(image), new() { RemoveUnexpected = true, MaxRemovals = 1 }).ToJson());
        Assert.Equal("2", Assert.Single(plan.Steps).AliyunUid);
    }

    [Fact]
    public void An_image_that_was_audited_twice_is_planned_once() => Assert.Equal(3, SharePlan.Create(Audit(Image, Image), Everything).Steps.Count);

    [Theory]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public void At_most_ten_accounts_of_an_image_are_removed_by_default(int accounts, bool fits)
    {
        ShareAudit audit = Audit(Unexpected("m-0", 3), Unexpected("m-1", accounts));
        if (fits)
        {
            Assert.Equal(accounts + 3, SharePlan.Create(audit, new SharePlanOptions { RemoveUnexpected = true }).Steps.Count);
            return;
        }

        SharePlanLimitException refused = Assert.Throws<SharePlanLimitException>(() => SharePlan.Create(audit, new SharePlanOptions { RemoveUnexpected = true }));
        Assert.Equal((11, "m-1"), (refused.Needed, refused.ImageId));
        Assert.Equal("The plan would remove 11 accounts from image 'm-1', but MaxRemovalsPerImage is 10. If this is intended, set it to at least 11.", refused.Message);
    }

    [Theory]
    [InlineData(50, true)]
    [InlineData(51, false)]
    public void At_most_fifty_accounts_are_removed_by_default(int accounts, bool fits)
    {
        ShareAudit audit = Audit([.. Enumerable.Range(0, accounts).Select(i => Unexpected($"m-{i}", 1))]);
        if (fits)
        {
            Assert.Equal(50, SharePlan.Create(audit, new SharePlanOptions { RemoveUnexpected = true }).Steps.Count);
            return;
        }

        SharePlanLimitException refused = Assert.Throws<SharePlanLimitException>(() => SharePlan.Create(audit, new SharePlanOptions { RemoveUnexpected = true }));
        Assert.Equal((51, null), (refused.Needed, refused.ImageId));
        Assert.Contains("remove 51 accounts, but MaxRemovals is 50", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_number_needed_is_enough_for_every_image()
    {
        ShareAudit audit = Audit(Unexpected("m-0", 12), Unexpected("m-1", 20), Unexpected("m-2", 11));
        int needed = Assert.Throws<SharePlanLimitException>(() => SharePlan.Create(audit, new SharePlanOptions { RemoveUnexpected = true })).Needed;
        Assert.Equal(43, SharePlan.Create(audit, new SharePlanOptions { RemoveUnexpected = true, MaxRemovalsPerImage = needed }).Steps.Count);
    }

    [Fact]
    public void Additions_have_no_limit() => Assert.Single(Steps(new() { AddMissing = true, MaxRemovals = 0, MaxRemovalsPerImage = 0 }));

    [Fact]
    public void Audits_that_no_plan_can_be_made_from_are_refused()
    {
        Refused(new ShareAudit { AllowList = new AllowList([Allow("1")]) }, Everything, "has no images");
        Refused(Audit(Image, new ImageAudit { ImageId = "m-9" }), Everything, "1 of 2 images were not read, among them m-9.");
        Refused(Audit(Image) with { AllowList = AllowList.Empty }, Everything, "empty allow-list");
        Refused(Audit(Read("m-1", ["1"], (ShareVerdict.Missing, "1"))), Everything, "contradicts itself: image 'm-1' has a step for the account 1");
        Refused(Audit(Read("m-1", ["1"], (ShareVerdict.Unexpected, "1")) with { ImageId = " " }), Everything, "contradicts itself: image ' ' is blank");
        Refused(
            Audit(Image with { Endpoint = new Uri("https://a.example") }, Image with { ImageId = "m-2", Endpoint = new Uri("https://b.example") }),
            Everything,
            "several endpoints, so no plan can be made from it: https://a.example/, https://b.example/.");
    }

    [Fact]
    public void Options_that_make_no_sense_are_refused()
    {
        Refused(Audit(Image), new SharePlanOptions(), "At least one of RemoveUnexpected, RemoveExpired and AddMissing must be set.");
        Refused(Audit(Image), new() { AddMissing = true, MaxRemovals = -1 }, "must be at least 0");
        Refused(Audit(Image), new() { AddMissing = true, MaxRemovalsPerImage = -1 }, "must be at least 0");
        Refused(Audit(Image), new() { AddMissing = true, ProtectedAccounts = ["12x"] }, "contains '12x'");
        Refused(Audit(Image), new() { AddMissing = true, ProtectedImages = ["m-*"] }, "pattern");
    }

    [Theory]
    [InlineData(" m-1")]
    [InlineData("m-1 ")]
    [InlineData("m-1\n")]
    [InlineData("\tm-1")]
    [InlineData("m-1\u00a0")]
    [InlineData("m 1")]
    [InlineData("m-1,m-2")]
    [InlineData("m-*")]
    [InlineData(" ")]
    [InlineData("")]
    [InlineData(null)]
    public void An_image_that_no_ID_can_match_is_refused_and_not_left_without_protection(string? image) =>
        Refused(Audit(Image), new() { AddMissing = true, ProtectedImages = ["m-2", image!] }, $"not a pattern, but contains '{image}'.");

    private static void Refused(ShareAudit audit, SharePlanOptions options, string why) =>
        Assert.Contains(why, Assert.Throws<ArgumentException>(() => SharePlan.Create(audit, options)).Message, StringComparison.Ordinal);

    private static IEnumerable<string> Steps(SharePlanOptions options) =>
        SharePlan.Create(Audit(Image), options).Steps.Select(step => $"{step.Change} {step.AliyunUid} {step.Why}");

    private static ImageAudit Unexpected(string image, int count)
    {
        string[] accounts = [.. Enumerable.Range(100, count).Select(number => number.ToString(CultureInfo.InvariantCulture))];
        return Read(image, accounts, [.. accounts.Select(account => (ShareVerdict.Unexpected, account))]);
    }
}
