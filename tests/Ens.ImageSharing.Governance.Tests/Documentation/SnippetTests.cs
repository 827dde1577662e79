using Ens.ImageSharing.Governance.Tests.Doubles;

namespace Ens.ImageSharing.Governance.Tests.Documentation;

/// <summary>The code of the package's page, run as it stands there: each region is one block, to the letter.</summary>
public class SnippetTests
{
    [Fact]
    public async Task An_audit_and_its_plan()
    {
        EnsEmulator emulator = new();
        emulator.Share("m-golden-1", "1515285520000000", "7");
        EnsClient client = emulator.Client();
        Journal journal = new();
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;

        #region audit
        AllowList allowList = new([new ShareAllowance("1515285520000000") { Image = "m-golden-*", Reason = "CI", Expiry = new DateOnly(2027, 12, 31) }]);
        ShareAudit audit = await new ShareAuditor(client).AuditOwnImagesAsync(allowList, cancellationToken);
        foreach (ImageAudit image in audit.Images.Where(image => !image.IsClean))
        {
            Console.WriteLine($"{image.ImageId}: {string.Join(", ", image.Findings.Select(finding => $"{finding.Verdict} {finding.AliyunUid}"))}");
        }
        #endregion

        Assert.Contains(audit.Images.Single().Findings, finding => (finding.Verdict, finding.AliyunUid) == (ShareVerdict.Unexpected, "7"));

        #region plan
        SharePlan plan = SharePlan.Create(audit, new SharePlanOptions { RemoveUnexpected = true, MaxRemovals = 20 });
        await foreach (ShareStepResult result in new SharePlanRunner(client).ApplyAsync(plan, journal, cancellationToken))
        {
            Console.WriteLine($"{result.Step.ImageId} {result.Step.Change} {result.Step.AliyunUid}: {result.State}");
        }
        #endregion

        Assert.Equal(["1 Begin", "1 Done"], journal.Lines);
        Assert.Equal(["1515285520000000"], emulator.AccountsOf("m-golden-1"));
    }

    [Fact]
    public async Task From_the_allow_list_to_the_change()
    {
        EnsEmulator emulator = new();
        emulator.Share("m-golden-1", "1515285520000000", "7");
        EnsClient client = emulator.Client();
        Journal journal = new();
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;

        #region governance
        AllowList allowList = new([new ShareAllowance("1515285520000000") { Image = "m-golden-*", Reason = "CI", Expiry = new DateOnly(2027, 12, 31) }]);
        ShareAudit audit = await new ShareAuditor(client).AuditOwnImagesAsync(allowList, cancellationToken);
        SharePlan plan = SharePlan.Create(audit, new SharePlanOptions { RemoveUnexpected = true, MaxRemovals = 20 });
        await foreach (ShareStepResult result in new SharePlanRunner(client).ApplyAsync(plan, journal, cancellationToken))
        {
            Console.WriteLine($"{result.Step.ImageId} {result.Step.Change} {result.Step.AliyunUid}: {result.State}");
        }
        #endregion

        Assert.Equal(["1515285520000000"], emulator.AccountsOf("m-golden-1"));
    }
}
