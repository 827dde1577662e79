using System.Globalization;
using CsCheck;
using Ens.ImageSharing.Tool.Reports;

namespace Ens.ImageSharing.Tool.Tests.Reports;

/// <summary>Reports as they may come, with text as it should not come.</summary>
internal static class RandomReport
{
    private static readonly string[] Pieces =
    [
        "a", "m-", "镜像", "é", "😀", "\u001b[31m", "\u202e", "\u0000", "\ufffe", "\r\n", "\t", "\"", "'", "<b>", "]]>", "&", ",", ";",
        "=1+1", "{0}", "[x](y)", "\\", " ", "1515285520000001",
    ];

    private static readonly Gen<string> Text = Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[0, 4].Select(string.Concat);

    private static readonly Gen<string?> MaybeText = Gen.OneOf(Gen.Const((string?)null), Text.Select(text => (string?)text));

    private static readonly Gen<DateOnly?> Expiry = Gen.OneOf(
        Gen.Const((DateOnly?)null), Gen.Int[0, 800].Select(days => (DateOnly?)new DateOnly(2026, 1, 1).AddDays(days)));

    private static readonly Gen<string> Account = Gen.Int[0, 30].Select(AccountOf);

    private static readonly Gen<string> ImageId = Gen.Select(Gen.Int[0, 50], Text, (number, text) => $"m-{number}{text}");

    private static readonly Gen<ReportedFinding> Finding =
        from verdict in Gen.Int[0, 4].Select(i => VerdictNames.WorstFirst[i])
        from account in Account
        from name in MaybeText
        from reason in MaybeText
        from owner in MaybeText
        from expiry in Expiry
        from line in Gen.Int[1, 40]
        select new ReportedFinding
        {
            Verdict = verdict,
            Account = account,
            Name = name,
            Reason = reason,
            Owner = owner,
            Expiry = expiry,
            Line = line,
        };

    /// <summary>Reports, complete or not.</summary>
    public static Gen<AuditReport> Any { get; } =
        from requireAllowed in Gen.Bool
        from isListed in Gen.Frequency((3, Gen.Const(true)), (1, Gen.Const(false)))
        from images in Gen.Select(ImageId, MaybeText, Gen.Int[0, 5], Text, Finding.Array[0, 8]).Array[0, 8]
        from names in MaybeText.Array[31]
        select new AuditReport
        {
            Run = SampleReport.Run with { RequireAllowed = requireAllowed, Requests = new Dictionary<string, IReadOnlyList<string>>() },
            Images =
            [
                .. images.DistinctBy(image => image.Item1).OrderBy(image => image.Item1, StringComparer.Ordinal)
                    .Select(image => (image.Item3 == 0
                        ? ReportedImage.NotReached(image.Item1, null) with { Error = "no answer " + image.Item4 }
                        : SampleReport.Image(image.Item1, requireAllowed, [.. Named(image.Item5, names)])) with
                    {
                        ImageName = image.Item2,
                    }),
            ],
            IsComplete = isListed && images.DistinctBy(image => image.Item1).All(image => image.Item3 != 0),
            AccountNames = Enumerable.Range(0, names.Length).Where(i => names[i] is not null).ToDictionary(AccountOf, i => names[i]!),
        };

    private static string AccountOf(int number) => $"15152855200000{number:00}";

    /// <summary>One finding an account; those of an account without a name in the allow-list have none either.</summary>
    private static IEnumerable<ReportedFinding> Named(IEnumerable<ReportedFinding> findings, string?[] names) => findings
        .DistinctBy(finding => finding.Account)
        .Select(finding => names[int.Parse(finding.Account[^2..], CultureInfo.InvariantCulture)] is null
            ? finding with { Name = null }
            : finding);

    /// <summary>The parts of a report, as they would have been audited alone.</summary>
    public static IReadOnlyList<AuditReport> Divide(AuditReport report, int parts) =>
    [
        .. Enumerable.Range(1, parts).Select(part => new Shard(part, parts)).Select(shard =>
        {
            ReportedImage[] images = [.. report.Images.Where(image => ImageShards.Contains(shard, image.ImageId))];
            bool isListed = report.IsComplete || report.Images.All(image => image.Verdict != ImageVerdict.Unread);
            return report with
            {
                Run = report.Run with { Shard = shard },
                Images = images,
                IsComplete = (report.IsComplete || !isListed) && Array.TrueForAll(images, image => image.Verdict != ImageVerdict.Unread),
            };
        }),
    ];
}
