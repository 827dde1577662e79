using Ens.ImageSharing.Tool.Reports;

namespace Ens.ImageSharing.Tool.Tests.Reports;

/// <summary>A small report with every verdict, and its parts to change.</summary>
internal static class SampleReport
{
    public const string Company = "1515285520000001";
    public const string Partner = "1515285520000002";
    public const string Stranger = "1515285520000003";

    public static AuditRun Run { get; } = new()
    {
        Tool = "ens-share 0.1.0",
        StartedAt = new DateTimeOffset(2027, 1, 31, 8, 0, 0, TimeSpan.Zero),
        CompletedAt = new DateTimeOffset(2027, 1, 31, 8, 0, 5, TimeSpan.Zero),
        Endpoint = "https://ens.aliyuncs.com",
        AccessKeyId = "LTAI****abcd",
        AllowList = new AllowListSource("lists/allow list.csv", new string('a', 64), 4),
        AsOf = new DateOnly(2027, 1, 31),
        RequireAllowed = false,
        Requests = new Dictionary<string, IReadOnlyList<string>> { ["m-2"] = ["R-3"], ["m-1"] = ["R-1", "R-2"] },
    };

    public static ReportedFinding Allowed { get; } = new()
    {
        Verdict = ShareVerdict.Allowed,
        Account = Company,
        Name = "Acme, Inc",
        Reason = "CI builds",
        Owner = "build@example.com",
        Line = 2,
    };

    public static ReportedFinding ExpiringSoon { get; } = new()
    {
        Verdict = ShareVerdict.ExpiringSoon,
        Account = Partner,
        Name = "合作伙伴",
        Expiry = new DateOnly(2027, 2, 10),
        Line = 3,
    };

    public static ReportedFinding Expired { get; } = new()
    {
        Verdict = ShareVerdict.Expired,
        Account = Partner,
        Name = "合作伙伴",
        Reason = "=trial",
        Expiry = new DateOnly(2027, 1, 30),
        Line = 4,
    };

    public static ReportedFinding Missing { get; } = new()
    {
        Verdict = ShareVerdict.Missing,
        Account = Company,
        Name = "Acme, Inc",
        Line = 2,
    };

    public static ReportedFinding Unexpected { get; } = new() { Verdict = ShareVerdict.Unexpected, Account = Stranger };

    public static AuditReport Whole { get; } = Of(
        Image("m-1", Allowed, ExpiringSoon) with { ImageName = "base", Status = "Available" },
        Image("m-2", Unexpected, Expired, Missing),
        ReportedImage.NotReached("m-3", null) with { Error = "The service is busy. (ServiceUnavailable, HTTP 503, page 1 of image m-3)" },
        Image("m-4"));

    public static AuditReport Of(params ReportedImage[] images) => new()
    {
        Run = Run,
        Images = images,
        IsComplete = Array.TrueForAll(images, image => image.Verdict != ImageVerdict.Unread),
    };

    public static ReportedImage Image(string imageId, params ReportedFinding[] findings) =>
        Image(imageId, requireAllowed: false, findings);

    public static ReportedImage Image(string imageId, bool requireAllowed, params ReportedFinding[] findings) => new()
    {
        ImageId = imageId,
        Verdict = Array.Exists(findings, finding => finding.Counts(requireAllowed)) ? ImageVerdict.Differs : ImageVerdict.Clean,
        Total = findings.Count(finding => finding.Verdict != ShareVerdict.Missing),
        Proof = SnapshotProof.OneAnswer,
        Findings = ReportedFinding.InOrder(findings),
    };
}
