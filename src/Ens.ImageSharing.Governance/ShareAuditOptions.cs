namespace Ens.ImageSharing.Governance;

/// <summary>Options of a <see cref="ShareAuditor"/>. Data only; the auditor takes a copy.</summary>
public sealed class ShareAuditOptions
{
    /// <summary>The number of images that are read at once.</summary>
    /// <value>1 to 256. The default is 8.</value>
    /// <remarks>All of them share the pace of the client, so that a higher number does not lead to failures.</remarks>
    public int Parallelism { get; set; } = 8;

    /// <summary>Whether every account with an entry must have the images of the entry.</summary>
    /// <value>The default is <see langword="false"/>: missing accounts are found, but do not make an image unclean.</value>
    public bool RequireAllowed { get; set; }

    /// <summary>For how many days before its expiry an entry is reported as expiring soon, up to and including that day.</summary>
    /// <value>0 to 36,500. The default is <see langword="null"/>, which reports none.</value>
    public int? ExpiringWithinDays { get; set; }

    /// <summary>The day for which images are judged.</summary>
    /// <value>The default is <see langword="null"/>: today, in UTC.</value>
    public DateOnly? AsOf { get; set; }

    internal ShareAuditOptions Copy() => (ShareAuditOptions)MemberwiseClone();

    internal void Validate(string name)
    {
        if (Parallelism is < 1 or > 256)
        {
            throw new ArgumentOutOfRangeException(
                name, Parallelism, FormattableString.Invariant($"{nameof(Parallelism)} must be between 1 and 256, but was {Parallelism}."));
        }

        if (ExpiringWithinDays is < 0 or > 36_500)
        {
            throw new ArgumentOutOfRangeException(
                name,
                ExpiringWithinDays,
                FormattableString.Invariant($"{nameof(ExpiringWithinDays)} must be between 0 and 36500, but was {ExpiringWithinDays}."));
        }
    }
}
