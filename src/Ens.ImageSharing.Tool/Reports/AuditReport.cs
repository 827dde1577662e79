using Ens.ImageSharing.Governance;

namespace Ens.ImageSharing.Tool.Reports;

/// <summary>An audit as all its reports show it. Everything but <see cref="Run"/> is the same for two runs over the same
/// world.</summary>
internal sealed record AuditReport
{
    /// <summary>When, with what, on what and by whom.</summary>
    public required AuditRun Run { get; init; }

    /// <summary>The images, in ordinal order of their IDs.</summary>
    public required IReadOnlyList<ReportedImage> Images { get; init; }

    /// <summary>Whether all images are known and every one of them was read.</summary>
    public required bool IsComplete { get; init; }

    public AuditSummary Summary => AuditSummary.Of(this);

    public IReadOnlyList<ReportedAccount> Accounts => ReportedAccount.Of(Images);
}

/// <summary>What differs from run to run, and what an audit was made with.</summary>
internal sealed record AuditRun
{
    /// <summary>The name and version of the program.</summary>
    public required string Tool { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset CompletedAt { get; init; }

    public required string Endpoint { get; init; }

    /// <summary>The ID of the access key, abbreviated.</summary>
    public required string AccessKeyId { get; init; }

    public required AllowListSource AllowList { get; init; }

    public required DateOnly AsOf { get; init; }

    public required bool RequireAllowed { get; init; }

    /// <summary>The part of the images that was audited; <see langword="null"/> is all of them.</summary>
    public Shard? Shard { get; init; }

    /// <summary>The request IDs by image.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Requests { get; init; }
}

/// <summary>The file of an allow-list.</summary>
/// <param name="File">Its name, as the user gave it.</param>
/// <param name="Sha256">The SHA-256 hash of its bytes, in lower-case hexadecimal.</param>
/// <param name="Entries">The number of its entries.</param>
internal sealed record AllowListSource(string File, string Sha256, int Entries);

/// <summary>A part of the images: part 1 to <paramref name="Of"/>.</summary>
internal sealed record Shard(int Part, int Of);

/// <summary>The verdict on an image as a whole.</summary>
internal enum ImageVerdict
{
    Clean,
    Differs,
    Unread,
}

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
}

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
}
