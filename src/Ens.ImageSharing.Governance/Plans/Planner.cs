namespace Ens.ImageSharing.Governance.Plans;

/// <summary>Makes the steps of a plan from the findings of an audit.</summary>
internal static class Planner
{
    public static PlanDocument Plan(ShareAudit audit, SharePlanOptions options)
    {
        CheckAudit(audit);
        options.Validate(nameof(options));
        HashSet<string> protectedAccounts = new(options.ProtectedAccounts, StringComparer.Ordinal);
        HashSet<string> protectedImages = new(options.ProtectedImages, StringComparer.Ordinal);
        PlannedImage[] images =
        [
            .. audit.Images
                .Where(image => !protectedImages.Contains(image.ImageId))
                .DistinctBy(image => image.ImageId, StringComparer.Ordinal)
                .Select(image => Plan(image, options, protectedAccounts))
                .Where(image => image.Steps.Count > 0),
        ];
        CheckLimits(images, options);
        return PlanDocument.Of(audit.AsOf, images, FindEndpoint(audit));
    }

    private static Uri? FindEndpoint(ShareAudit audit)
    {
        Uri[] endpoints = [.. audit.Images.Select(image => image.Endpoint).OfType<Uri>().Distinct()];
        return endpoints.Length > 1
            ? throw new ArgumentException(
                $"The audit has images of several endpoints, so no plan can be made from it: {string.Join<Uri>(", ", endpoints)}.",
                nameof(audit))
            : endpoints.SingleOrDefault();
    }

    private static PlannedImage Plan(ImageAudit image, SharePlanOptions options, HashSet<string> protectedAccounts) => new(
        image.ImageId,
        [.. image.Snapshot!.Accounts.Select(account => account.AliyunUid)],
        [
            .. image.Findings.Select(finding => Step(finding, options)).OfType<PlannedStep>()
                .Where(step => step.Change == ShareChangeKind.Add || !protectedAccounts.Contains(step.AliyunUid)),
        ]);

    private static PlannedStep? Step(ShareFinding finding, SharePlanOptions options) => finding.Verdict switch
    {
        ShareVerdict.Unexpected when options.RemoveUnexpected =>
            new PlannedStep(finding.AliyunUid, ShareChangeKind.Remove, finding.Verdict),
        ShareVerdict.Expired when options.RemoveExpired => new PlannedStep(finding.AliyunUid, ShareChangeKind.Remove, finding.Verdict),
        ShareVerdict.Missing when options.AddMissing => new PlannedStep(finding.AliyunUid, ShareChangeKind.Add, finding.Verdict),
        _ => null,
    };

    private static void CheckAudit(ShareAudit audit)
    {
        if (audit.Images.Count == 0)
        {
            throw new ArgumentException("The audit has no images, so no plan can be made from it.", nameof(audit));
        }

        if (!audit.IsComplete)
        {
            string[] unread = [.. audit.Images.Where(image => !image.IsRead).Select(image => image.ImageId)];
            string some = string.Join(", ", unread.Take(3));
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"The audit is incomplete, so no plan can be made from it: {unread.Length} of {audit.Images.Count} images ")
                + $"were not read, among them {some}.",
                nameof(audit));
        }

        if (audit.AllowList.Allowances.Count == 0)
        {
            throw new ArgumentException("The audit was made with an empty allow-list. A plan would remove every account.", nameof(audit));
        }
    }

    /// <summary>Names the number that is needed over all images, so that it has to be raised only once.</summary>
    private static void CheckLimits(PlannedImage[] images, SharePlanOptions options)
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
