namespace ShareAudit;

/// <summary>What can be said of an image and an account.</summary>
internal enum Verdict
{
    /// <summary>Shared, and allowed.</summary>
    Allowed,

    /// <summary>Shared, and not allowed.</summary>
    Unexpected,

    /// <summary>Shared, and no longer allowed.</summary>
    Expired,

    /// <summary>Allowed, and not shared.</summary>
    Missing,

    /// <summary>Nobody knows, because the image could not be read.</summary>
    Unread,
}

/// <summary>One line of a report.</summary>
/// <param name="Verdict">What is to be said.</param>
/// <param name="Account">The account; empty if the image could not be read.</param>
/// <param name="Allowance">The allowance that applies; <see langword="null"/> if there is none.</param>
internal sealed record Finding(Verdict Verdict, string Account, Allowance? Allowance);

/// <summary>One image's part of a report.</summary>
/// <param name="ImageId">The image.</param>
/// <param name="Findings">By verdict, then by account.</param>
/// <param name="Error">Why the image could not be read; <see langword="null"/> if it was.</param>
/// <param name="Evidence">What the service answered.</param>
internal sealed record ImageReport(string ImageId, IReadOnlyList<Finding> Findings, string? Error, Evidence Evidence)
{
    public bool IsRead => Error is null;

    public bool IsAsAllowed => IsRead && Findings.All(finding => finding.Verdict == Verdict.Allowed);

    public int Count(Verdict verdict) => Findings.Count(finding => finding.Verdict == verdict);
}

/// <summary>What proves a report: the service's own figures.</summary>
/// <param name="Total">The total that the service gave last.</param>
/// <param name="Read">How many accounts were read.</param>
/// <param name="RequestIds">The id of each page's request.</param>
/// <param name="ReadAt">When the image was read.</param>
/// <param name="Took">How long it took.</param>
internal sealed record Evidence(int? Total, int Read, IReadOnlyList<string> RequestIds, DateTimeOffset ReadAt, TimeSpan Took);

/// <summary>The whole report: images by id, so that two runs can be compared line by line.</summary>
/// <param name="Images">The images.</param>
/// <param name="Today">The day that expiries were compared with.</param>
internal sealed record AuditReport(IReadOnlyList<ImageReport> Images, DateOnly Today)
{
    public bool IsComplete => Images.All(image => image.IsRead);

    public bool IsAsAllowed => Images.All(image => image.IsAsAllowed);

    /// <summary>0 all as allowed, 1 differences, 3 not everything could be read.</summary>
    public int ExitCode => !IsComplete ? 3 : IsAsAllowed ? 0 : 1;

    /// <summary>The result in one sentence. It says "all as allowed" only if everything was read.</summary>
    public string Summary
    {
        get
        {
            int unread = Images.Count(image => !image.IsRead), different = Images.Count(image => image.IsRead && !image.IsAsAllowed), good = Images.Count(image => image.IsAsAllowed);
            return unread > 0 ? $"Incomplete: {unread} of {Images.Count} images could not be read; {different} differ and {good} are as allowed."
                : different > 0 ? $"{different} of {Images.Count} images differ from what is allowed."
                : $"All {Images.Count} images are as allowed.";
        }
    }
}
