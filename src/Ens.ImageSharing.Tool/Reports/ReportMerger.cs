using Ens.ImageSharing.Tool.Inputs;
using Part = (string Path, Ens.ImageSharing.Tool.Reports.AuditReport Report);

namespace Ens.ImageSharing.Tool.Reports;

/// <summary>Makes one report of all parts of an audit. A report that is not a part counts as part 1 of 1.</summary>
internal static class ReportMerger
{
    /// <exception cref="InputFileException">The parts do not belong together, one is there twice, or one is missing.</exception>
    public static AuditReport Merge(IReadOnlyList<Part> parts)
    {
        CheckAlike(parts);
        CheckAllThere(parts);
        CheckDistinct(parts);
        AuditRun first = parts[0].Report.Run;
        AuditRun[] runs = [.. parts.OrderBy(part => ShardOf(part.Report).Part).Select(part => part.Report.Run)];
        bool hasBaseline = parts.All(part => part.Report.HasBaseline || part.Report.Images.All(image => image.Findings.Count == 0));
        IEnumerable<ReportedImage> images = parts.SelectMany(part => part.Report.Images)
            .OrderBy(image => image.ImageId, StringComparer.Ordinal);
        return new AuditReport
        {
            Run = first with
            {
                Tool = Join(runs.Select(run => run.Tool)),
                StartedAt = runs.Min(run => run.StartedAt),
                CompletedAt = runs.Max(run => run.CompletedAt),
                AccessKeyId = Join(runs.SelectMany(run => run.AccessKeyId.Split(", "))),
                Shard = null,
                Requests = runs.SelectMany(run => run.Requests).GroupBy(request => request.Key, StringComparer.Ordinal)
                    .ToDictionary(
                        group => group.Key,
                        IReadOnlyList<string> (group) => [.. group.SelectMany(request => request.Value)],
                        StringComparer.Ordinal),
            },
            Images = [.. images.Select(image => hasBaseline ? image : WithoutBaseline(image))],
            IsComplete = parts.All(part => part.Report.IsComplete),
            AccountNames = parts.SelectMany(part => part.Report.AccountNames).DistinctBy(name => name.Key, StringComparer.Ordinal)
                .ToDictionary(StringComparer.Ordinal),
        };
    }

    private static void CheckAlike(IReadOnlyList<Part> parts)
    {
        if (parts.Count == 0)
        {
            throw new InputFileException("There is no report to merge.");
        }

        Check("has another allow-list", run => run.AllowList.Sha256);
        Check("is about another endpoint", run => run.Endpoint);
        Check("is for another day", run => ReportTime.Format(run.AsOf));
        Check("was made with another choice of --require-allowed", run => run.RequireAllowed ? "yes" : "no");
        Check("is a part of another number of parts", run => FormattableString.Invariant($"{run.Shard?.Of ?? 1}"));

        void Check(string difference, Func<AuditRun, string> valueOf)
        {
            string expected = valueOf(parts[0].Report.Run);
            foreach ((string path, AuditReport report) in parts)
            {
                if (valueOf(report.Run) is string value && value != expected)
                {
                    throw new InputFileException($"{path} {difference} than {parts[0].Path}: {value} instead of {expected}.");
                }
            }
        }
    }

    private static void CheckAllThere(IReadOnlyList<Part> parts)
    {
        Dictionary<int, string> paths = [];
        int of = ShardOf(parts[0].Report).Of;
        foreach ((string path, AuditReport report) in parts)
        {
            if (!paths.TryAdd(ShardOf(report).Part, path))
            {
                throw new InputFileException($"{paths[ShardOf(report).Part]} and {path} are both part {ShardOf(report)}.");
            }
        }

        int[] missing = [.. Enumerable.Range(1, of).Where(part => !paths.ContainsKey(part))];
        if (missing.Length > 0)
        {
            string more = missing.Length == 1 ? "" : FormattableString.Invariant($", and {missing.Length - 1} more");
            throw new InputFileException(FormattableString.Invariant($"The report of part {missing[0]} of {of} is missing{more}."));
        }
    }

    private static void CheckDistinct(IReadOnlyList<Part> parts)
    {
        Dictionary<string, string> paths = new(StringComparer.Ordinal);
        foreach ((string path, AuditReport report) in parts)
        {
            foreach (string imageId in report.Images.Select(image => image.ImageId))
            {
                if (!paths.TryAdd(imageId, path))
                {
                    throw new InputFileException($"{paths[imageId]} and {path} both have image '{Text.VisibleText.Escape(imageId)}'.");
                }
            }
        }
    }

    private static Shard ShardOf(AuditReport report) => report.Run.Shard ?? new Shard(1, 1);

    private static ReportedImage WithoutBaseline(ReportedImage image) =>
        image with { Findings = [.. image.Findings.Select(finding => finding with { IsNew = null })] };

    private static string Join(IEnumerable<string> texts) => string.Join(", ", texts.Distinct(StringComparer.Ordinal));
}
