using Ens.ImageSharing.Governance;

namespace Ens.ImageSharing.Tool.Reports;

/// <summary>One account over all images.</summary>
/// <param name="Account">The ID of the account.</param>
/// <param name="Name">The first name that the allow-list gives it.</param>
/// <param name="Images">The number of images by verdict.</param>
internal sealed record ReportedAccount(string Account, string? Name, IReadOnlyDictionary<ShareVerdict, int> Images)
{
    /// <summary>All accounts of the images, in ordinal order.</summary>
    public static IReadOnlyList<ReportedAccount> Of(IReadOnlyList<ReportedImage> images) =>
    [
        .. images.SelectMany(image => image.Findings)
            .GroupBy(finding => finding.Account, StringComparer.Ordinal)
            .OrderBy(account => account.Key, StringComparer.Ordinal)
            .Select(account => new ReportedAccount(
                account.Key,
                account.OrderBy(finding => finding.Line ?? int.MaxValue).Select(finding => finding.Name).FirstOrDefault(name => name is not null),
                account.GroupBy(finding => finding.Verdict).ToDictionary(group => group.Key, group => group.Count()))),
    ];
}
