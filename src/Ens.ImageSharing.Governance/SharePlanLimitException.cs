namespace Ens.ImageSharing.Governance;

/// <summary>A plan would remove more accounts than its limits allow.</summary>
public sealed class SharePlanLimitException : InvalidOperationException
{
    /// <inheritdoc/>
    public SharePlanLimitException()
    {
    }

    /// <inheritdoc/>
    public SharePlanLimitException(string? message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public SharePlanLimitException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The number of removals that the plan needs.</summary>
    public int Needed { get; init; }

    /// <summary>The image that needs them.</summary>
    /// <value><see langword="null"/> if the limit of the whole plan is exceeded.</value>
    public string? ImageId { get; init; }
}
