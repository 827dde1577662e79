namespace ShareAudit;

/// <summary>An account that an image may be shared with: why, and until when.</summary>
/// <param name="Account">The account.</param>
/// <param name="Name">Whose it is.</param>
/// <param name="Reason">Why it may.</param>
/// <param name="Expiry">The last day on which it may; <see langword="null"/> is for ever.</param>
/// <param name="Image">The image; <see langword="null"/> is all of them.</param>
internal sealed record Allowance(string Account, string Name, string Reason, DateOnly? Expiry, string? Image)
{
    public bool HasExpired(DateOnly today) => Expiry < today;
}

/// <summary>An image to look at.</summary>
/// <param name="Id">The image.</param>
/// <param name="Profile">Whose key reads it; <see langword="null"/> is the default one.</param>
/// <param name="Allowed">What is allowed for this image, beside what is for all.</param>
internal sealed record AuditedImage(string Id, string? Profile, IReadOnlyList<Allowance> Allowed);
