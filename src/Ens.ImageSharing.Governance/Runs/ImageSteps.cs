namespace Ens.ImageSharing.Governance.Runs;

/// <summary>Steps of one image that are made one after the other.</summary>
/// <param name="PlanHash">The plan that they belong to.</param>
/// <param name="ImageId">The image.</param>
/// <param name="Steps">The steps.</param>
/// <param name="Accounts">The accounts that the plan was made for; <see langword="null"/> if the steps apply to any.</param>
internal sealed record ImageSteps(string PlanHash, string ImageId, IReadOnlyList<ShareStep> Steps, IReadOnlyList<string>? Accounts)
{
    /// <summary>Whether the accounts differ from those of the plan by more than its own steps, which an earlier run may have
    /// made.</summary>
    public bool HasMoved(ImageShareSnapshot now)
    {
        if (Accounts is null)
        {
            return false;
        }

        HashSet<string> differences = new(Accounts, StringComparer.Ordinal);
        differences.SymmetricExceptWith(now.Accounts.Select(account => account.AliyunUid));
        differences.ExceptWith(Steps.Where(step => step.IsInEffect(now)).Select(step => step.AliyunUid));
        return differences.Count > 0;
    }
}
