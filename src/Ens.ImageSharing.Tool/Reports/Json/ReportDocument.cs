using System.Text.Json.Serialization;
using Ens.ImageSharing.Governance;
using Ens.ImageSharing.Tool.Text;

namespace Ens.ImageSharing.Tool.Reports;

/// <summary>A report as it is written, member by member in this order.</summary>
internal sealed record ReportDocument(
    string Schema, RunDocument Run, AuditSummary Summary, IEnumerable<ImageDocument> Images, IEnumerable<AccountDocument> Accounts)
{
    public const string CurrentSchema = "ens-share/audit/1";

    public static ReportDocument Of(AuditReport report) => new(
        CurrentSchema,
        RunDocument.Of(report.Run),
        report.Summary,
        report.Images.Select(ImageDocument.Of),
        report.Accounts.Select(AccountDocument.Of));

    /// <summary>The document as it may be shown.</summary>
    public ReportDocument With(AccountText accounts) => !accounts.IsMasked ? this : this with
    {
        Images = Images.Select(image => image with
        {
            ImageName = accounts.In(image.ImageName, image.ImageId),
            Error = accounts.In(image.Error, image.ImageId),
            Findings = image.Findings.Select(finding => finding with
            {
                Account = accounts.Of(finding.Account),
                Name = accounts.In(finding.Name),
                Reason = accounts.In(finding.Reason),
                Owner = accounts.In(finding.Owner),
            }),
        }),
        Accounts = Accounts.Select(account => account with { Account = accounts.Of(account.Account), Name = accounts.In(account.Name) }),
    };
}

internal sealed record RunDocument(
    string Tool,
    string StartedAt,
    string CompletedAt,
    string Endpoint,
    string AccessKeyId,
    AllowListSource AllowList,
    DateOnly AsOf,
    bool RequireAllowed,
    Shard? Shard,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Requests)
{
    public static RunDocument Of(AuditRun run) => new(
        run.Tool,
        ReportTime.Format(run.StartedAt),
        ReportTime.Format(run.CompletedAt),
        run.Endpoint,
        run.AccessKeyId,
        run.AllowList,
        run.AsOf,
        run.RequireAllowed,
        run.Shard,
        new SortedDictionary<string, IReadOnlyList<string>>(run.Requests.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal));
}

internal sealed record ImageDocument(
    string ImageId,
    string? ImageName,
    string? Status,
    string Verdict,
    string? Error,
    int? Total,
    string? Proof,
    IEnumerable<FindingDocument> Findings)
{
    public static ImageDocument Of(ReportedImage image) => new(
        image.ImageId,
        image.ImageName,
        image.Status,
        VerdictNames.Of(image.Verdict),
        image.Error,
        image.Total,
        image.Proof is { } proof ? VerdictNames.Of(proof) : null,
        image.Findings.Select(FindingDocument.Of));
}

internal sealed record FindingDocument(
    string Verdict,
    string Account,
    string? Name,
    string? Reason,
    string? Owner,
    DateOnly? Expiry,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? New = null)
{
    public static FindingDocument Of(ReportedFinding finding) => new(
        VerdictNames.Of(finding.Verdict), finding.Account, finding.Name, finding.Reason, finding.Owner, finding.Expiry, finding.IsNew);
}

internal sealed record AccountDocument(string Account, string? Name, AccountImagesDocument Images)
{
    public static AccountDocument Of(ReportedAccount account) =>
        new(account.Account, account.Name, AccountImagesDocument.Of(account.Images));
}

/// <summary>The number of images by verdict. All verdicts are written, so that a reader need not look whether one is there.</summary>
internal sealed record AccountImagesDocument(int Allowed, int ExpiringSoon, int Expired, int Unexpected, int Missing)
{
    public static AccountImagesDocument Of(IReadOnlyDictionary<ShareVerdict, int> images) => new(
        images.GetValueOrDefault(ShareVerdict.Allowed),
        images.GetValueOrDefault(ShareVerdict.ExpiringSoon),
        images.GetValueOrDefault(ShareVerdict.Expired),
        images.GetValueOrDefault(ShareVerdict.Unexpected),
        images.GetValueOrDefault(ShareVerdict.Missing));
}
