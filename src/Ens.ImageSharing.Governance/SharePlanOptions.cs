namespace Ens.ImageSharing.Governance;

/// <summary>What a plan may do. At least one of the three modes must be set.</summary>
public sealed class SharePlanOptions
{
    private IReadOnlyCollection<string> _protectedAccounts = [];
    private IReadOnlyCollection<string> _protectedImages = [];

    /// <summary>Whether to remove accounts that no entry allows.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool RemoveUnexpected { get; set; }

    /// <summary>Whether to remove accounts whose entry has expired.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool RemoveExpired { get; set; }

    /// <summary>Whether to add accounts that have an entry, but not the image.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool AddMissing { get; set; }

    /// <summary>How many accounts the plan may remove. A plan that would remove more is refused.</summary>
    /// <value>At least 0. The default is 50.</value>
    public int MaxRemovals { get; set; } = 50;

    /// <summary>How many accounts the plan may remove from one image. A plan that would remove more is refused.</summary>
    /// <value>At least 0. The default is 10.</value>
    public int MaxRemovalsPerImage { get; set; } = 10;

    /// <summary>The IDs of accounts that are never removed.</summary>
    /// <value>Never <see langword="null"/>. The default is empty.</value>
    public IReadOnlyCollection<string> ProtectedAccounts
    {
        get => _protectedAccounts;
        set => _protectedAccounts = value ?? [];
    }

    /// <summary>The IDs of images that are never changed.</summary>
    /// <value>Never <see langword="null"/>. The default is empty.</value>
    public IReadOnlyCollection<string> ProtectedImages
    {
        get => _protectedImages;
        set => _protectedImages = value ?? [];
    }

    internal void Validate(string name)
    {
        if (!RemoveUnexpected && !RemoveExpired && !AddMissing)
        {
            throw new ArgumentException(
                $"At least one of {nameof(RemoveUnexpected)}, {nameof(RemoveExpired)} and {nameof(AddMissing)} must be set.", name);
        }

        if (MaxRemovals < 0 || MaxRemovalsPerImage < 0)
        {
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"{nameof(MaxRemovals)} and {nameof(MaxRemovalsPerImage)} must be at least 0, ")
                + FormattableString.Invariant($"but were {MaxRemovals} and {MaxRemovalsPerImage}."),
                name);
        }

        // A slip of the pen must not leave an account or an image without its protection.
        foreach (string account in ProtectedAccounts)
        {
            if (!AccountId.IsValid(account))
            {
                throw new ArgumentException(
                    $"{nameof(ProtectedAccounts)} must contain account IDs, which consist of digits, but contains '{account}'.", name);
            }
        }

        foreach (string image in ProtectedImages)
        {
            if (string.IsNullOrEmpty(image) || image.Any(static sign => char.IsWhiteSpace(sign) || sign is '*' or ',' or ';'))
            {
                throw new ArgumentException(
                    $"{nameof(ProtectedImages)} must contain image IDs, each of them a single ID without white space "
                    + $"and not a pattern, but contains '{image}'.",
                    name);
            }
        }
    }
}
