using Ens.ImageSharing.Governance;

namespace Ens.ImageSharing.Tool.Reports;

/// <summary>The figures of an audit. Those with the name of a verdict on an account count findings.</summary>
internal sealed record AuditSummary
{
    public required int Images { get; init; }

    public required bool Complete { get; init; }

    /// <summary>The number of clean images.</summary>
    public required int Clean { get; init; }

    public required int Allowed { get; init; }

    public required int ExpiringSoon { get; init; }

    public required int Expired { get; init; }

    public required int Unexpected { get; init; }

    public required int Missing { get; init; }

    /// <summary>The number of images that were not read.</summary>
    public required int Unread { get; init; }

    public static AuditSummary Of(AuditReport report)
    {
        Dictionary<ShareVerdict, int> counts = report.Images
            .SelectMany(image => image.Findings)
            .GroupBy(finding => finding.Verdict)
            .ToDictionary(group => group.Key, group => group.Count());
        return new AuditSummary
        {
            Images = report.Images.Count,
            Complete = report.IsComplete,
            Clean = report.Images.Count(image => image.Verdict == ImageVerdict.Clean),
            Allowed = counts.GetValueOrDefault(ShareVerdict.Allowed),
            ExpiringSoon = counts.GetValueOrDefault(ShareVerdict.ExpiringSoon),
            Expired = counts.GetValueOrDefault(ShareVerdict.Expired),
            Unexpected = counts.GetValueOrDefault(ShareVerdict.Unexpected),
            Missing = counts.GetValueOrDefault(ShareVerdict.Missing),
            Unread = report.Images.Count(image => image.Verdict == ImageVerdict.Unread),
        };
    }
}
