using System.Globalization;
using Ens.ImageSharing.Tool.Reports;
using Ens.ImageSharing.Tool.Text;

namespace Ens.ImageSharing.Tool.Tests.Reports;

/// <summary>Reports to look at: a small one with an image of every kind, and a large one.</summary>
internal static class HtmlWorld
{
    public static readonly AuditRun Run = new()
    {
        Tool = "ens-share 0.1.0",
        StartedAt = new(2026, 11, 25, 3, 4, 5, TimeSpan.Zero),
        CompletedAt = new(2026, 11, 25, 3, 4, 8, TimeSpan.Zero),
        Endpoint = "https://ens.aliyuncs.com",
        AccessKeyId = "LTAI5t…3fQk",
        AllowList = new("allow.csv", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", 7),
        AsOf = new(2026, 11, 25),
        RequireAllowed = true,
        Requests = new Dictionary<string, IReadOnlyList<string>>
        {
            ["m-demo-clean"] = ["7C1A1B6E-3A3A-5F0C-9D67-2D6A4A0F1C01"],
            ["m-demo-expired"] = ["7C1A1B6E-3A3A-5F0C-9D67-2D6A4A0F1C02"],
            ["m-demo-expiring"] = ["7C1A1B6E-3A3A-5F0C-9D67-2D6A4A0F1C03"],
            ["m-demo-missing"] = ["7C1A1B6E-3A3A-5F0C-9D67-2D6A4A0F1C04"],
            ["m-demo-unexpected"] = ["7C1A1B6E-3A3A-5F0C-9D67-2D6A4A0F1C05", "7C1A1B6E-3A3A-5F0C-9D67-2D6A4A0F1C06"],
            ["m-demo-unread"] = ["7C1A1B6E-3A3A-5F0C-9D67-2D6A4A0F1C07"],
        },
    };

    private static readonly ReportedFinding Farm = Allowed(1, "Build farm", "Starts test instances", "R. Miller", null, 2);
    private static readonly ReportedFinding Partner = Allowed(2, "Partner <North>", "Contract 4711", "王芳", new(2027, 5, 31), 3);

    public static AuditReport Small { get; } = Of(
        Read("m-demo-clean", "base-ubuntu-24.04", ImageVerdict.Clean, Farm, Partner),
        Read("m-demo-expired", "checkout-service", ImageVerdict.Differs,
            Allowed(3, "Migration", "Move to the new account", "R. Miller", new(2026, 11, 24), 4) with { Verdict = ShareVerdict.Expired },
            Farm, Partner),
        Read("m-demo-expiring", "edge-cache", ImageVerdict.Clean,
            Allowed(4, "Trial customer", "One month", "L. Chen", new(2026, 11, 30), 5) with { Verdict = ShareVerdict.ExpiringSoon },
            Farm),
        Read("m-demo-missing", "video-transcoder", ImageVerdict.Differs, Partner with { Verdict = ShareVerdict.Missing }, Farm),
        Image("m-demo-unexpected", "payment-gateway", ImageVerdict.Differs, SnapshotProof.EqualPasses,
            [.. Enumerable.Range(10, 4).Select(Unexpected), Farm, Partner]),
        Unread("NoPermission (HTTP 403): the access key may not call ens:DescribeImageSharePermission for this image."));

    /// <summary>The small world without the image that could not be read.</summary>
    public static AuditReport Complete { get; } = Small with { Images = [.. Small.Images.SkipLast(1)], IsComplete = true };

    /// <summary>The clean images of the small world.</summary>
    public static AuditReport Clean { get; } = Complete with
    {
        Images = [.. Complete.Images.Where(image => image.Verdict == ImageVerdict.Clean)],
    };

    public static string Write(AuditReport report, bool isMasked = false)
    {
        using StringWriter writer = new();
        HtmlReport.Write(writer, report, new AccountText(isMasked));
        return writer.ToString();
    }

    public static AuditReport Of(params IReadOnlyList<ReportedImage> images) =>
        new() { Run = Run, Images = images, IsComplete = images.All(image => image.Verdict != ImageVerdict.Unread) };

    public static ReportedImage Unread(string error) => new()
    {
        ImageId = "m-demo-unread",
        ImageName = "batch-worker",
        Status = "Available",
        Verdict = ImageVerdict.Unread,
        Error = error,
        Findings = [],
    };

    public static ReportedImage Image(
        string id, string? name, ImageVerdict verdict, SnapshotProof? proof, params IReadOnlyList<ReportedFinding> findings) => new()
        {
            ImageId = id,
            ImageName = name,
            Status = "Available",
            Verdict = verdict,
            Total = findings.Count(finding => finding.Verdict != ShareVerdict.Missing),
            Proof = proof,
            Findings = findings,
        };

    /// <summary>Images with the same accounts, a tenth of them unexpected.</summary>
    public static AuditReport Large(int images, int accounts)
    {
        ReportedFinding[] findings =
        [
            .. Enumerable.Range(0, accounts / 10).Select(Unexpected),
            .. Enumerable.Range(accounts / 10, accounts - (accounts / 10)).Select(number => Allowed(
                number, $"Customer {number}", $"Contract {number}, signed for three years", "R. Miller", new(2028, 12, 31), number + 2)),
        ];
        return Of([.. Enumerable.Range(0, images).Select(number => Image(
            string.Create(CultureInfo.InvariantCulture, $"m-5si16wo6simkt267p8b7{number:D4}"), $"image-{number}",
            ImageVerdict.Differs, SnapshotProof.EqualPasses, findings))]);
    }

    private static ReportedImage Read(string id, string name, ImageVerdict verdict, params IReadOnlyList<ReportedFinding> findings) =>
        Image(id, name, verdict, SnapshotProof.OneAnswer, findings);

    public static ReportedFinding Unexpected(int number) => new() { Verdict = ShareVerdict.Unexpected, Account = Account(number) };

    public static ReportedFinding Expired(int number) => Unexpected(number) with { Verdict = ShareVerdict.Expired };

    public static string Account(int number) => (1515285520000000L + number).ToString(CultureInfo.InvariantCulture);

    private static ReportedFinding Allowed(int number, string name, string reason, string owner, DateOnly? expiry, int line) => new()
    {
        Verdict = ShareVerdict.Allowed,
        Account = Account(number),
        Name = name,
        Reason = reason,
        Owner = owner,
        Expiry = expiry,
        Line = line,
    };
}
