using Ens.ImageSharing.Governance;
using Ens.ImageSharing.Testing;

namespace Ens.ImageSharing.AotSmoke;

/// <summary>The whole job of the governance package: audit, plan, plan as JSON, apply, undo.</summary>
internal static class GovernanceScenario
{
    private const string Image = "m-golden-1";

    public static async Task RunAsync()
    {
        EnsEmulator emulator = new();
        emulator.Share(Image, "1515285520000000", "1515285520000001");
        EnsClient client = new(emulator.Credentials, emulator.Options, emulator);
        AllowList allowList = new([new ShareAllowance("1515285520000000") { Image = "m-golden-*" }]);

        ShareAudit audit = await new ShareAuditor(client).AuditOwnImagesAsync(allowList);
        ShareFinding unexpected = audit.Images.Single().Findings.Single(finding => finding.Verdict == ShareVerdict.Unexpected);
        Checks.Equal("1515285520000001", unexpected.AliyunUid, "the account that is not allowed");

        SharePlan plan = SharePlan.FromJson(SharePlan.Create(audit, new SharePlanOptions { RemoveUnexpected = true }).ToJson());
        MemoryJournal journal = new();
        SharePlanRunner runner = new(client);
        await RunAsync(runner.ApplyAsync(plan, journal));
        Checks.That(emulator.AccountsOf(Image).SequenceEqual(["1515285520000000"]), "what is left after the plan");

        await RunAsync(runner.UndoAsync(journal.Entries.ToAsyncEnumerable(), new MemoryJournal()));
        Checks.Equal(2, emulator.AccountsOf(Image).Count, "accounts after undo");
    }

    private static async Task RunAsync(IAsyncEnumerable<ShareStepResult> results)
    {
        await foreach (ShareStepResult result in results)
        {
            Checks.Equal(ShareStepState.Done, result.State, $"step {result.Step.Number}");
        }
    }

    private sealed class MemoryJournal : IShareJournal
    {
        public List<ShareJournalEntry> Entries { get; } = [];

        public ValueTask WriteAsync(ShareJournalEntry entry, CancellationToken cancellationToken)
        {
            Entries.Add(entry);
            return default;
        }
    }
}
