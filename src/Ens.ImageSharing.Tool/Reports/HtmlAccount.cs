using Ens.ImageSharing.Governance;

namespace Ens.ImageSharing.Tool.Reports;

/// <summary>One account with its images, worst first.</summary>
internal sealed class HtmlAccount
{
    public HtmlAccount(string id, string? name, IEnumerable<HtmlShare> shares)
    {
        Id = id;
        Name = name;
        Rows =
        [
            .. VerdictNames.WorstFirst.SelectMany(verdict => shares.Where(share => share.Finding.Verdict == verdict)
                .GroupBy(share => (share.Finding.Name, share.Finding.Reason, share.Finding.Owner, share.Finding.Expiry))
                .Select(row => row.ToList())),
        ];
    }

    public string Id { get; }

    /// <summary>The first name that the allow-list gives it.</summary>
    public string? Name { get; }

    /// <summary>The images by verdict and entry of the allow-list.</summary>
    public IReadOnlyList<IReadOnlyList<HtmlShare>> Rows { get; }

    /// <summary>The classes of its verdicts, by which the script filters.</summary>
    public string Kinds => string.Join(' ', Rows.Select(row => HtmlVerdicts.Class(row[0].Finding.Verdict)).Distinct(StringComparer.Ordinal)
        .Concat(Rows.Any(row => row.Any(share => share.Finding.IsNew == true)) ? ["new"] : []));

    public ShareVerdict Worst => Rows[0][0].Finding.Verdict;

    public int Count(ShareVerdict verdict) => Rows.Where(row => row[0].Finding.Verdict == verdict).Sum(row => row.Count);

    /// <summary>All accounts of a report by their worst verdict, those with the most such images first.</summary>
    public static ILookup<ShareVerdict, HtmlAccount> Of(AuditReport report)
    {
        Dictionary<string, string?> names = report.Accounts
            .ToDictionary(account => account.Account, account => account.Name, StringComparer.Ordinal);
        return report.Images
            .SelectMany((image, index) => image.Findings.Select(finding => new HtmlShare(image, index + 1, finding)))
            .GroupBy(share => share.Finding.Account, StringComparer.Ordinal)
            .Select(shares => new HtmlAccount(shares.Key, names[shares.Key], shares))
            .OrderByDescending(account => account.Count(account.Worst)).ThenBy(account => account.Id, StringComparer.Ordinal)
            .ToLookup(account => account.Worst);
    }
}

/// <summary>One account on one image.</summary>
/// <param name="Image">The image.</param>
/// <param name="Number">The number of the image in the report.</param>
/// <param name="Finding">The account.</param>
internal sealed record HtmlShare(ReportedImage Image, int Number, ReportedFinding Finding)
{
    public ShownId ImageId => new(Image.ImageId);

    public TextOfImage ImageName => new(Image.ImageName, Image.ImageId);
}
