using Ens.ImageSharing.Governance;

namespace Ens.ImageSharing.Tool.Reports;

/// <summary>One image of a report.</summary>
internal sealed record ReportedImage
{
    public required string ImageId { get; init; }

    public string? ImageName { get; init; }

    public string? Status { get; init; }

    public required ImageVerdict Verdict { get; init; }

    /// <summary>Why the image was not read, without a request ID; <see langword="null"/> if it was.</summary>
    public string? Error { get; init; }

    /// <summary>The number of accounts; <see langword="null"/> if the image was not read.</summary>
    public int? Total { get; init; }

    public SnapshotProof? Proof { get; init; }

    /// <summary>Worst first, then by account. Empty if the image was not read.</summary>
    public required IReadOnlyList<ReportedFinding> Findings { get; init; }

    /// <summary>An image that was audited, be it in vain.</summary>
    /// <param name="audit">The audit.</param>
    /// <param name="image">The image; <see langword="null"/> if no more is known than the audit says.</param>
    /// <param name="lineOf">The line of an entry in the allow-list.</param>
    public static ReportedImage Of(ImageAudit audit, EnsImage? image, Func<ShareAllowance, int?> lineOf)
    {
        if (!audit.IsRead)
        {
            string error = audit.Failure is { } failure ? ErrorLine.Of(failure) : ErrorLine.NotReached;
            return Unread(audit.ImageId, image ?? audit.Image, error);
        }

        ShareFinding[] findings = [.. audit.Findings.Where(finding => finding.Verdict != ShareVerdict.Unread)];
        return new ReportedImage
        {
            ImageId = audit.ImageId,
            ImageName = (image ?? audit.Image)?.ImageName,
            Status = (image ?? audit.Image)?.Status,
            Verdict = audit.IsClean ? ImageVerdict.Clean : ImageVerdict.Differs,
            Total = audit.Snapshot!.Accounts.Count,
            Proof = audit.Snapshot.Proof,
            Findings = ReportedFinding.InOrder(findings.Select(finding => ReportedFinding.Of(finding, lineOf))),
        };
    }

    /// <summary>An image that was not audited because the run ended before.</summary>
    public static ReportedImage NotReached(string imageId, EnsImage? image) => Unread(imageId, image, ErrorLine.NotReached);

    private static ReportedImage Unread(string imageId, EnsImage? image, string error) => new()
    {
        ImageId = imageId,
        ImageName = image?.ImageName,
        Status = image?.Status,
        Verdict = ImageVerdict.Unread,
        Error = error,
        Findings = [],
    };
}
