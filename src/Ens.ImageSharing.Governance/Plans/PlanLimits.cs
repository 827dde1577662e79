namespace Ens.ImageSharing.Governance.Plans;

/// <summary>How much a plan may remove.</summary>
internal static class PlanLimits
{
    /// <exception cref="SharePlanLimitException">The plan removes more. The number that is needed is the highest of all images, so that the
    /// limit has to be raised only once.</exception>
    public static void Check(PlannedImage[] images, SharePlanOptions options)
    {
        static int Removals(PlannedImage image) => image.Steps.Count(step => step.Change == ShareChangeKind.Remove);

        if (images.MaxBy(Removals) is { } worst && Removals(worst) > options.MaxRemovalsPerImage)
        {
            throw TooMany(Removals(worst), options.MaxRemovalsPerImage, nameof(SharePlanOptions.MaxRemovalsPerImage), worst.ImageId);
        }

        int all = images.Sum(Removals);
        if (all > options.MaxRemovals)
        {
            throw TooMany(all, options.MaxRemovals, nameof(SharePlanOptions.MaxRemovals), imageId: null);
        }
    }

    private static SharePlanLimitException TooMany(int needed, int limit, string option, string? imageId)
    {
        string where = imageId is null ? "" : $" from image '{imageId}'";
        return new SharePlanLimitException(FormattableString.Invariant(
            $"The plan would remove {needed} accounts{where}, but {option} is {limit}. If this is intended, set it to at least {needed}."))
        {
            Needed = needed,
            ImageId = imageId,
        };
    }
}
