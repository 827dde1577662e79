namespace Ens.ImageSharing.Tool.Reports;

/// <summary>An audit as all its reports show it. Everything but <see cref="Run"/> is the same for two runs over the same
/// world.</summary>
internal sealed partial record AuditReport
{
    /// <summary>When, with what, on what and by whom.</summary>
    public required AuditRun Run { get; init; }

    /// <summary>The images, in ordinal order of their IDs.</summary>
    public required IReadOnlyList<ReportedImage> Images { get; init; }

    /// <summary>Whether all images are known and every one of them was read.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>The first name that the allow-list gives to each account that it names, from
    /// <see cref="ReportedAccount.NamesOf"/>. Accounts without any are taken from the findings.</summary>
    public IReadOnlyDictionary<string, string> AccountNames { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The figures. Counted by each call.</summary>
    public AuditSummary Summary => AuditSummary.Of(this);

    /// <summary>The accounts. Collected by each call.</summary>
    public IReadOnlyList<ReportedAccount> Accounts => ReportedAccount.Of(Images, AccountNames);
}
