using Ens.ImageSharing.Governance;

namespace Ens.ImageSharing.Tool.Reports;

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

    /// <summary>The request IDs of reading an image, also of reading it in vain.</summary>
    public static IReadOnlyList<string> RequestsOf(ImageAudit audit) =>
    [
        .. (audit.Snapshot?.RequestIds ?? [])
            .Concat(audit.Failure is { } failure ? ErrorLine.RequestIds(failure) : [])
            .Distinct(StringComparer.Ordinal),
    ];
}

/// <summary>The file of an allow-list.</summary>
/// <param name="File">Its name, as the user gave it.</param>
/// <param name="Sha256">The SHA-256 hash of its bytes, in lower-case hexadecimal.</param>
/// <param name="Entries">The number of its entries.</param>
internal sealed record AllowListSource(string File, string Sha256, int Entries);
