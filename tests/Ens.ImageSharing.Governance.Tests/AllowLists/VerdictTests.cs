using Ens.ImageSharing.Governance.Tests.Doubles;
using Microsoft.Extensions.Time.Testing;
using static Ens.ImageSharing.Governance.Tests.Doubles.Given;

namespace Ens.ImageSharing.Governance.Tests.AllowLists;

public sealed class VerdictTests
{
    private readonly World _world = new World().With("m-1", "1");

    [Fact]
    public async Task An_entry_is_valid_through_its_last_day_in_utc()
    {
        FakeTimeProvider time = new(new DateTimeOffset(2026, 6, 15, 23, 59, 59, TimeSpan.Zero));
        ShareAuditor auditor = new(_world, timeProvider: time);
        AllowList list = new([Allow("1", expiry: new DateOnly(2026, 6, 15))]);
        Assert.Equal(ShareVerdict.Allowed, await VerdictAsync(auditor, list));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(ShareVerdict.Expired, await VerdictAsync(auditor, list));
    }

    [Fact]
    public async Task The_day_is_the_day_in_utc_wherever_the_clock_stands()
    {
        FakeTimeProvider time = new(new DateTimeOffset(2026, 6, 16, 1, 0, 0, TimeSpan.FromHours(8)));
        time.SetLocalTimeZone(TimeZoneInfo.CreateCustomTimeZone("east", TimeSpan.FromHours(8), "east", "east"));
        Assert.Equal(ShareVerdict.Allowed, await VerdictAsync(new ShareAuditor(_world, timeProvider: time), new AllowList([Allow("1", expiry: new DateOnly(2026, 6, 15))])));
    }

    [Fact]
    public async Task The_day_can_be_given()
    {
        ShareAuditor auditor = new(_world, new ShareAuditOptions { AsOf = Today.AddDays(1) }, new FakeTimeProvider(DateTimeOffset.UnixEpoch));
        Assert.Equal(ShareVerdict.Expired, await VerdictAsync(auditor, new AllowList([Allow("1", expiry: Today)])));
    }

    [Theory]
    [InlineData(6, ShareVerdict.ExpiringSoon)]
    [InlineData(7, ShareVerdict.ExpiringSoon)]
    [InlineData(8, ShareVerdict.Allowed)]
    [InlineData(0, ShareVerdict.ExpiringSoon)]
    [InlineData(-1, ShareVerdict.Expired)]
    public async Task Expiring_soon_includes_the_last_day_that_was_asked_for(int days, ShareVerdict verdict)
    {
        ShareAuditor auditor = new(_world, new ShareAuditOptions { AsOf = Today, ExpiringWithinDays = 7 });
        Assert.Equal(verdict, await VerdictAsync(auditor, new AllowList([Allow("1", expiry: Today.AddDays(days))])));
    }

    [Fact]
    public async Task An_entry_that_expires_soon_is_clean()
    {
        ShareAuditor auditor = new(_world, new ShareAuditOptions { AsOf = Today, ExpiringWithinDays = 7 });
        Assert.True((await AuditAsync(auditor, new AllowList([Allow("1", expiry: Today)]))).IsClean);
    }

    [Fact]
    public async Task Nothing_expires_soon_unless_asked_for() =>
        Assert.Equal(ShareVerdict.Allowed, await VerdictAsync(new ShareAuditor(_world, new ShareAuditOptions { AsOf = Today }), new AllowList([Allow("1", expiry: Today)])));

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task A_missing_account_is_always_found_and_unclean_only_if_required(bool required, bool clean)
    {
        ShareAuditor auditor = new(_world, new ShareAuditOptions { AsOf = Today, RequireAllowed = required });
        ImageAudit audit = await AuditAsync(auditor, new AllowList([Allow("1"), Allow("2", "m-*")]));
        Assert.Equal([ShareVerdict.Allowed, ShareVerdict.Missing], audit.Findings.Select(finding => finding.Verdict));
        Assert.Equal(clean, audit.IsClean);
    }

    [Fact]
    public async Task An_expired_entry_is_not_missing() =>
        Assert.Single((await AuditAsync(new ShareAuditor(_world, new ShareAuditOptions { AsOf = Today }), new AllowList([Allow("1"), Allow("2", expiry: Today.AddDays(-1))]))).Findings);

    [Fact]
    public async Task The_entry_that_decided_is_part_of_the_finding()
    {
        ShareAllowance entry = Allow("1") with { Reason = "CI", Owner = "build" };
        Assert.Same(entry, (await AuditAsync(new ShareAuditor(_world), new AllowList([entry]))).Findings[0].Allowance);
    }

    [Fact]
    public async Task An_account_without_an_entry_is_unexpected() => Assert.Equal(ShareVerdict.Unexpected, await VerdictAsync(new ShareAuditor(_world), AllowList.Empty));

    [Fact]
    public void A_finding_without_a_verdict_is_unread() => Assert.Equal(ShareVerdict.Unread, new ShareFinding().Verdict);

    private static async Task<ImageAudit> AuditAsync(ShareAuditor auditor, AllowList list) => await auditor.AuditAsync(list, Ids("m-1")).SingleAsync();

    private static async Task<ShareVerdict> VerdictAsync(ShareAuditor auditor, AllowList list) => (await AuditAsync(auditor, list)).Findings.Single().Verdict;
}
