using Ens.ImageSharing.Governance;

namespace Ens.ImageSharing.Tool.Reports;

/// <summary>One account of an image.</summary>
internal sealed record ReportedFinding
{
    public required ShareVerdict Verdict { get; init; }

    public required string Account { get; init; }

    public string? Name { get; init; }

    public string? Reason { get; init; }

    public string? Owner { get; init; }

    public DateOnly? Expiry { get; init; }

    /// <summary>Whether the baseline does not have it; <see langword="null"/> without a baseline.</summary>
    public bool? IsNew { get; init; }

    /// <summary>The line of the allow-list that decided; <see langword="null"/> if there is none. Not part of the JSON report.</summary>
    public int? Line { get; init; }

    public static ReportedFinding Of(ShareFinding finding, Func<ShareAllowance, int?> lineOf) => new()
    {
        Verdict = finding.Verdict,
        Account = finding.AliyunUid,
        Name = finding.Allowance?.Name,
        Reason = finding.Allowance?.Reason,
        Owner = finding.Allowance?.Owner,
        Expiry = finding.Allowance?.Expiry,
        Line = finding.Allowance is { } allowance ? lineOf(allowance) : null,
    };

    /// <summary>Worst first, then by account.</summary>
    public static IReadOnlyList<ReportedFinding> InOrder(IEnumerable<ReportedFinding> findings) =>
        [.. findings.OrderBy(finding => VerdictNames.Rank(finding.Verdict)).ThenBy(finding => finding.Account, StringComparer.Ordinal)];

    /// <summary>Whether the finding makes its image differ from the allow-list.</summary>
    /// <param name="requireAllowed">Whether missing accounts count.</param>
    public bool Counts(bool requireAllowed) => Verdict switch
    {
        ShareVerdict.Allowed or ShareVerdict.ExpiringSoon => false,
        ShareVerdict.Missing => requireAllowed,
        _ => true,
    };
}
