namespace Ens.ImageSharing.Governance.Plans;

/// <summary>What holds for every plan that was made from an audit. A hash can be computed by anyone, so it is checked when a plan is
/// read.</summary>
internal static class PlanRules
{
    public static string? FindMistake(PlanDocument plan) =>
        plan.Endpoint is not null && !Uri.TryCreate(plan.Endpoint, UriKind.Absolute, out _)
            ? $"the endpoint '{plan.Endpoint}' is not an address"
            : FindMistake(plan.Images);

    private static string? FindMistake(IEnumerable<PlannedImage?> images)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (PlannedImage? image in images)
        {
            if (image is null || string.IsNullOrWhiteSpace(image.ImageId) || !seen.Add(image.ImageId))
            {
                return $"image '{image?.ImageId}' is blank or comes twice";
            }

            if (FindMistake(image) is { } mistake)
            {
                return $"image '{image.ImageId}' {mistake}";
            }
        }

        return null;
    }

    private static string? FindMistake(PlannedImage image)
    {
        HashSet<string> accounts = new(StringComparer.Ordinal);
        foreach (string? account in image.Accounts)
        {
            if (account is null || !accounts.Add(account))
            {
                return $"has the account '{account}' twice, or an account that is null";
            }
        }

        HashSet<string> changed = new(StringComparer.Ordinal);
        foreach (PlannedStep? step in image.Steps)
        {
            if (step is null || !AccountId.IsValid(step.AliyunUid) || !changed.Add(step.AliyunUid))
            {
                return $"has a step for the account '{step?.AliyunUid}', which does not consist of digits or comes twice";
            }

            if (!IsMeantBy(step.Change, step.Why) || accounts.Contains(step.AliyunUid) != (step.Change == ShareChangeKind.Remove))
            {
                return $"has a step for the account {step.AliyunUid} that does not fit the accounts or the verdict: "
                + $"{step.Change}, {step.Why}";
            }
        }

        return changed.Count == 0 ? "has no steps" : null;
    }

    private static bool IsMeantBy(ShareChangeKind change, ShareVerdict why) => (change, why)
        is (ShareChangeKind.Add, ShareVerdict.Missing)
        or (ShareChangeKind.Remove, ShareVerdict.Unexpected or ShareVerdict.Expired);
}
