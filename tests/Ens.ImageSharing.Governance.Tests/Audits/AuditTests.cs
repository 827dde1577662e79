using Ens.ImageSharing.Governance.Tests.Doubles;
using static Ens.ImageSharing.Governance.Tests.Doubles.Given;

namespace Ens.ImageSharing.Governance.Tests.Audits;

public sealed class AuditTests
{
    private static readonly AllowList List = new([Allow("1")]);

    private readonly World _world = new World().With("m-1", "1").With("m-2", "1", "2").With("m-3");

    [Fact]
    public async Task Each_image_is_judged_by_its_snapshot()
    {
        ShareAudit audit = await _world.AuditAsync(List, "m-1", "m-2", "m-3");
        Assert.Equal([true, false, true], audit.Images.Select(image => image.IsClean));
        Assert.Equal(["1", "2"], audit.Images[1].Snapshot!.Accounts.Select(account => account.AliyunUid));
        Assert.Equal((true, false), (audit.IsComplete, audit.IsClean));
    }

    [Fact]
    public async Task One_image_that_fails_never_hides_another()
    {
        ShareAudit audit = await _world.AuditAsync(List, "m-1", "m-none", "m-2");
        Assert.Equal([true, false, true], audit.Images.Select(image => image.IsRead));
        Assert.Equal("There is no image 'm-none'.", audit.Images[1].Failure!.Message);
        Assert.Equal([ShareVerdict.Unread], audit.Images[1].Findings.Select(finding => finding.Verdict));
        Assert.Equal("", audit.Images[1].Findings[0].AliyunUid);
        Assert.Equal((false, false), (audit.IsComplete, audit.IsClean));
    }

    [Fact]
    public async Task An_unread_image_among_clean_ones_makes_the_audit_unclean() => Assert.False((await _world.AuditAsync(List, "m-1", "m-none")).IsClean);

    [Fact]
    public async Task An_audit_without_images_is_not_clean() => Assert.False((await _world.AuditAsync(List)).IsClean);

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("m\n1")]
    public async Task An_id_that_cannot_be_one_is_an_unread_image(string? id)
    {
        ShareAudit audit = await _world.AuditAsync(List, id!, "m-1");
        Assert.IsAssignableFrom<ArgumentException>(audit.Images[0].Failure);
        Assert.True(audit.Images[1].IsRead);
    }

    [Fact]
    public async Task Arguments_are_checked_by_the_call()
    {
        ShareAuditor auditor = new(_world);
        Assert.Throws<ArgumentNullException>(() => { auditor.AuditAsync(null!, Ids()); });
        Assert.Throws<ArgumentNullException>(() => { auditor.AuditAsync(List, null!); });
        await Assert.ThrowsAsync<ArgumentNullException>(() => auditor.AuditOwnImagesAsync(null!));
        Assert.Throws<ArgumentNullException>(() => new ShareAuditor(null!));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(257, null)]
    [InlineData(8, -1)]
    [InlineData(8, 36_501)]
    public void Options_out_of_their_range_are_refused(int parallelism, int? days) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ShareAuditor(_world, new ShareAuditOptions { Parallelism = parallelism, ExpiringWithinDays = days }));

    [Fact]
    public async Task The_auditor_takes_a_copy_of_its_options()
    {
        ShareAuditOptions options = new() { AsOf = Today };
        ShareAuditor auditor = new(_world, options);
        options.RequireAllowed = true;
        Assert.False((await auditor.AuditAsync(List, Ids("m-1")).SingleAsync()).RequireAllowed);
    }

    [Fact]
    public async Task Own_images_are_those_of_the_account_and_no_others()
    {
        EnsEmulator emulator = new();
        emulator.AddImage(new EnsImage("m-self") { OwnerAlias = "self", ImageName = "golden" });
        emulator.AddImage(new EnsImage("m-others") { OwnerAlias = "others" });
        emulator.AddImage(new EnsImage("m-system") { OwnerAlias = "system" });
        ShareAudit audit = await new ShareAuditor(emulator.Client()).AuditOwnImagesAsync(List);
        ImageAudit image = Assert.Single(audit.Images);
        Assert.Equal(("m-self", "golden"), (image.ImageId, image.Image!.ImageName));
        Assert.True(audit.IsClean);
    }

    [Fact]
    public async Task An_image_that_is_given_twice_is_audited_once()
    {
        ShareAudit audit = await _world.AuditAsync(List, "m-1", "m-2", "m-1", "m-2");
        Assert.Equal(["m-1", "m-2"], audit.Images.Select(image => image.ImageId));
        Assert.Equal(["m-1", "m-2"], _world.Reads.Order());
    }

    [Fact]
    public async Task An_account_without_images_is_not_clean()
    {
        ShareAudit audit = await new ShareAuditor(new EnsEmulator().Client()).AuditOwnImagesAsync(List);
        Assert.Equal((0, true, false), (audit.Images.Count, audit.IsComplete, audit.IsClean));
    }

    [Fact]
    public async Task Images_that_cannot_be_listed_are_an_error_and_not_an_empty_audit()
    {
        EnsEmulator emulator = new();
        emulator.Faults.Error(403, "NoPermission");
        await Assert.ThrowsAsync<EnsNoPermissionException>(() => new ShareAuditor(emulator.Client()).AuditOwnImagesAsync(List));
    }

    [Fact]
    public async Task An_audit_is_of_the_day_it_was_judged_for()
    {
        ShareAudit audit = await new ShareAuditor(new EnsEmulator().Client(), new ShareAuditOptions { AsOf = Today }).AuditOwnImagesAsync(List);
        Assert.Equal((Today, List), (audit.AsOf, audit.AllowList));
    }
}
