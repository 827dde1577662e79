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
        PlanLimits.Check(images, options);
        PlanDocument plan = PlanDocument.Of(audit.AsOf, images, FindEndpoint(audit));
        return PlanRules.FindMistake(plan) is { } mistake
            ? throw new ArgumentException($"The audit contradicts itself: {mistake}.", nameof(audit))
            : plan;
    }

    /// <summary>The accounts that would have a step if their IDs could be sent. The service lists what it likes.</summary>
    public static IEnumerable<(string ImageId, string AliyunUid)> FindUnplannable(ShareAudit audit, SharePlanOptions options) =>
        audit.Images.Where(image => !options.ProtectedImages.Contains(image.ImageId, StringComparer.Ordinal))
            .SelectMany(image => image.Findings.Select(finding => Step(finding, options)).OfType<PlannedStep>()
                .Where(step => !AccountId.IsValid(step.AliyunUid))
                .Select(step => (image.ImageId, step.AliyunUid)));

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
                .Where(step => AccountId.IsValid(step.AliyunUid))
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
}
