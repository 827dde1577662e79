namespace Ens.ImageSharing.Governance.Tests.Doubles;

/// <summary>What most tests begin with.</summary>
internal static class Given
{
    public static readonly DateOnly Today = new(2026, 6, 15);

    public static readonly SharePlanOptions Everything =
        new() { RemoveUnexpected = true, RemoveExpired = true, AddMissing = true, MaxRemovals = 1_000, MaxRemovalsPerImage = 1_000 };

    public static ShareAllowance Allow(string account, string? image = null, DateOnly? expiry = null) => new(account) { Image = image, Expiry = expiry };

    public static IAsyncEnumerable<string> Ids(params string[] ids) => ids.ToAsyncEnumerable();

    public static EnsClient Client(this EnsEmulator emulator) => new(emulator.Credentials, emulator.Options, emulator);

    public static async Task<ShareAudit> AuditAsync(this EnsClient client, AllowList allowList, params string[] images) =>
        await ShareAudit.CollectAsync(
            new ShareAuditor(client, new ShareAuditOptions { AsOf = Today }).AuditAsync(allowList, Ids(images)), allowList, Today);

    public static async Task<SharePlan> PlanAsync(this EnsClient client, AllowList allowList, params string[] images) =>
        SharePlan.Create(await client.AuditAsync(allowList, images), Everything);

    /// <summary>An audit of one image that was read, with these accounts and findings.</summary>
    public static ImageAudit Read(string image, string[] accounts, params (ShareVerdict Verdict, string Account)[] findings) => new()
    {
        ImageId = image,
        Snapshot = new ImageShareSnapshot { ImageId = image, Accounts = [.. accounts.Select(account => new SharedAccount(account))] },
        Findings = [.. findings.Select(finding => new ShareFinding { Verdict = finding.Verdict, AliyunUid = finding.Account })],
    };

    public static ShareAudit Audit(params ImageAudit[] images) => new() { Images = images, AllowList = new AllowList([Allow("1")]), AsOf = Today };
}
