using Ens.ImageSharing.Governance;

namespace Ens.ImageSharing.Tool.Reports;

/// <summary>One account over all images.</summary>
/// <param name="Account">The ID of the account.</param>
/// <param name="Name">The first name that the allow-list gives it.</param>
/// <param name="Images">The number of images by verdict.</param>
internal sealed record ReportedAccount(string Account, string? Name, IReadOnlyDictionary<ShareVerdict, int> Images)
{
    /// <summary>All accounts of the images, in ordinal order.</summary>
    /// <param name="images">The images.</param>
    /// <param name="names">The names by account. An account that is not among them has the name of its first finding with one.</param>
    public static IReadOnlyList<ReportedAccount> Of(IReadOnlyList<ReportedImage> images, IReadOnlyDictionary<string, string> names) =>
    [
        .. images.SelectMany(image => image.Findings)
            .GroupBy(finding => finding.Account, StringComparer.Ordinal)
            .OrderBy(account => account.Key, StringComparer.Ordinal)
            .Select(account => new ReportedAccount(
                account.Key,
                names.GetValueOrDefault(account.Key)
                    ?? account.OrderBy(finding => finding.Line ?? int.MaxValue).FirstOrDefault(finding => finding.Name is not null)?.Name,
                account.GroupBy(finding => finding.Verdict).ToDictionary(group => group.Key, group => group.Count()))),
    ];

    /// <summary>The first name that an allow-list gives to each account.</summary>
    public static IReadOnlyDictionary<string, string> NamesOf(AllowList allowList)
    {
        Dictionary<string, string> names = new(StringComparer.Ordinal);
        foreach (ShareAllowance allowance in allowList.Allowances)
        {
            if (!string.IsNullOrEmpty(allowance.Name))
            {
                names.TryAdd(allowance.AliyunUid, allowance.Name);
            }
        }

        return names;
    }
}
