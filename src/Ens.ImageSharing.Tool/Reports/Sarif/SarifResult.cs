using Ens.ImageSharing.Governance;
using Ens.ImageSharing.Tool.Text;

namespace Ens.ImageSharing.Tool.Reports;

/// <summary>A result of the SARIF report.</summary>
/// <param name="RuleIndex">The index of its rule.</param>
/// <param name="ImageId">The ID of the image.</param>
/// <param name="Message">What was found, as sentences.</param>
/// <param name="Line">The line of the allow-list.</param>
/// <param name="Identity">What the result is about, the same in every run, with the account as it is shown.</param>
/// <param name="IsNew">Whether the baseline does not have it; <see langword="null"/> without a baseline.</param>
internal sealed record SarifResult(int RuleIndex, string ImageId, string Message, int Line, string Identity, bool? IsNew)
{
    /// <summary>All that is not as it should be, in the order of the report.</summary>
    public static IEnumerable<SarifResult> Of(AuditReport report, AccountText accounts)
    {
        bool hasBaseline = report.HasBaseline;
        foreach (ReportedImage image in report.Images)
        {
            if (image.Verdict == ImageVerdict.Unread)
            {
                string message = $"The accounts of image {Name(image)} could not be read: {image.Error ?? ErrorLine.NotReached}";
                yield return new SarifResult(
                    SarifRule.IndexOf(ShareVerdict.Unread)!.Value,
                    image.ImageId,
                    Text(accounts.In(message, image.ImageId)),
                    1,
                    $"{image.ImageId}\n\n{VerdictNames.Of(ShareVerdict.Unread)}",
                    hasBaseline ? true : null);
            }

            foreach (ReportedFinding finding in image.Findings)
            {
                if (SarifRule.IndexOf(finding.Verdict) is { } ruleIndex)
                {
                    string account = accounts.Of(finding.Account);
                    yield return new SarifResult(
                        ruleIndex,
                        image.ImageId,
                        Describe(image, finding, accounts),
                        finding.Line ?? 1,
                        $"{image.ImageId}\n{account}\n{VerdictNames.Of(finding.Verdict)}",
                        finding.IsNew);
                }
            }
        }
    }

    private static string Describe(ReportedImage image, ReportedFinding finding, AccountText accounts)
    {
        string name = string.IsNullOrEmpty(finding.Name) ? "" : $" ({finding.Name})";
        string expiry = finding.Expiry is { } day ? ReportTime.Format(day) : "";
        string subject = Text(accounts.In(Name(image), image.ImageId));
        string account = Text(accounts.Of(finding.Account)) + Text(accounts.In(name));
        string shared = finding.Verdict == ShareVerdict.Missing ? "is not shared" : "is shared";
        string rule = finding.Verdict switch
        {
            ShareVerdict.Unexpected => "which the allow-list does not allow",
            ShareVerdict.Expired => $"whose entry in the allow-list expired on {expiry}",
            ShareVerdict.ExpiringSoon => $"whose entry in the allow-list expires on {expiry}",
            _ => "which the allow-list allows",
        };
        return $"Image {subject} {shared} with account {account}, {rule}." + Fact("Reason", finding.Reason) + Fact("Owner", finding.Owner);

        string Fact(string label, string? value) => string.IsNullOrEmpty(value) ? "" : $" {label}: {Text(accounts.In(value))}.";
    }

    private static string Name(ReportedImage image) =>
        string.IsNullOrEmpty(image.ImageName) ? image.ImageId : $"{image.ImageId} ({image.ImageName})";

    /// <summary>Text that is neither a placeholder nor a link of SARIF.</summary>
    private static string Text(string text) => VisibleText.Escape(text)
        .Replace("{", "{{", StringComparison.Ordinal)
        .Replace("}", "}}", StringComparison.Ordinal)
        .Replace("](", "] (", StringComparison.Ordinal);
}
