namespace Ens.ImageSharing.Governance.Plans;

/// <summary>Makes the steps of a plan from the findings of an audit.</summary>
internal static class Planner
{
    public static PlanDocument Plan(ShareAudit audit, SharePlanOptions options)
    {
        Check(audit, options);
        HashSet<string> protectedAccounts = new(options.ProtectedAccounts, StringComparer.Ordinal);
        HashSet<string> protectedImages = new(options.ProtectedImages, StringComparer.Ordinal);
        List<PlannedImage> images = [];
        List<PlannedStep> steps = [];
        int removals = 0;
        foreach (ImageAudit image in audit.Images.Where(image => !protectedImages.Contains(image.ImageId)).DistinctBy(image => image.ImageId, StringComparer.Ordinal))
        {
            PlannedStep[] planned =
            [
                .. image.Findings
                    .Select(finding => Step(image.ImageId, finding, options))
                    .OfType<PlannedStep>()
                    .Where(step => step.Change == ShareChangeKind.Add || !protectedAccounts.Contains(step.Account)),
            ];
            int removed = planned.Count(step => step.Change == ShareChangeKind.Remove);
            if (removed > options.MaxRemovalsPerImage)
            {
                throw TooMany(removed, options.MaxRemovalsPerImage, nameof(SharePlanOptions.MaxRemovalsPerImage), image.ImageId);
            }

            removals += removed;
            if (planned.Length > 0)
            {
                steps.AddRange(planned);
                images.Add(new PlannedImage(image.ImageId, [.. image.Snapshot!.Accounts.Select(account => account.AliyunUid)]));
            }
        }

        return removals > options.MaxRemovals
            ? throw TooMany(removals, options.MaxRemovals, nameof(SharePlanOptions.MaxRemovals), imageId: null)
            : new PlanDocument { AsOf = audit.AsOf, Images = images, Steps = steps };
    }

    private static void Check(ShareAudit audit, SharePlanOptions options)
    {
        if (audit.Images.Count == 0)
        {
            throw new ArgumentException("The audit has no image, so no plan can be made from it.", nameof(audit));
        }

        if (!audit.IsComplete)
        {
            string unread = string.Join(", ", audit.Images.Where(image => !image.IsRead).Take(3).Select(image => image.ImageId));
            throw new ArgumentException($"The audit is incomplete, so no plan can be made from it. Not read: {unread}.", nameof(audit));
        }

        if (audit.AllowList.Allowances.Count == 0)
        {
            throw new ArgumentException("The audit was made with an empty allow-list: a plan would remove every account.", nameof(audit));
        }

        if (!options.RemoveUnexpected && !options.RemoveExpired && !options.AddMissing)
        {
            throw new ArgumentException(
                $"At least one of {nameof(options.RemoveUnexpected)}, {nameof(options.RemoveExpired)} and {nameof(options.AddMissing)} must be set.",
                nameof(options));
        }

        if (options.MaxRemovals < 0 || options.MaxRemovalsPerImage < 0)
        {
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"{nameof(options.MaxRemovals)} and {nameof(options.MaxRemovalsPerImage)} must be at least 0, but were {options.MaxRemovals} and {options.MaxRemovalsPerImage}."),
                nameof(options));
        }
    }

    private static PlannedStep? Step(string imageId, ShareFinding finding, SharePlanOptions options) => finding.Verdict switch
    {
        ShareVerdict.Unexpected when options.RemoveUnexpected => new PlannedStep(imageId, finding.AliyunUid, ShareChangeKind.Remove, finding.Verdict),
        ShareVerdict.Expired when options.RemoveExpired => new PlannedStep(imageId, finding.AliyunUid, ShareChangeKind.Remove, finding.Verdict),
        ShareVerdict.Missing when options.AddMissing => new PlannedStep(imageId, finding.AliyunUid, ShareChangeKind.Add, finding.Verdict),
        _ => null,
    };

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
