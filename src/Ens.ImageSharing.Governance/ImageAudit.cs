namespace Ens.ImageSharing.Governance;

/// <summary>The result of auditing one image.</summary>
public sealed record ImageAudit
{
    private readonly IReadOnlyList<ShareFinding> _findings = [];

    /// <summary>The ID of the image.</summary>
    public string ImageId { get; init; } = "";

    /// <summary>The image.</summary>
    /// <value><see langword="null"/> if only its ID was given.</value>
    public EnsImage? Image { get; init; }

    /// <summary>The endpoint of the client that read the accounts.</summary>
    /// <value><see langword="null"/> if it is not known.</value>
    public Uri? Endpoint { get; init; }

    /// <summary>The proven list of its accounts.</summary>
    /// <value><see langword="null"/> if it could not be read.</value>
    public ImageShareSnapshot? Snapshot { get; init; }

    /// <summary>Why the accounts could not be read.</summary>
    /// <value><see langword="null"/> if they were read.</value>
    public Exception? Failure { get; init; }

    /// <summary>The findings, one for each account, or a single one without an account if the image could not be read.</summary>
    /// <value>Never <see langword="null"/>.</value>
    public IReadOnlyList<ShareFinding> Findings
    {
        get => _findings;
        init => _findings = value ?? [];
    }

    /// <summary>Whether accounts that are missing make the image unclean (<see cref="ShareAuditOptions.RequireAllowed"/>).</summary>
    public bool RequireAllowed { get; init; }

    /// <summary>Whether the accounts of the image were read.</summary>
    public bool IsRead => Snapshot is not null && Failure is null;

    /// <summary>Whether the image is shared as the allow-list says. An image that was not read is never clean.</summary>
    public bool IsClean => IsRead && Findings.All(finding => finding.Verdict switch
    {
        ShareVerdict.Allowed or ShareVerdict.ExpiringSoon => true,
        ShareVerdict.Missing => !RequireAllowed,
        _ => false,
    });
}
