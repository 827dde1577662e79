using System.Globalization;
using Ens.ImageSharing.Governance;

namespace Ens.ImageSharing.Tool.Reports;

/// <summary>What follows from an audit.</summary>
internal sealed partial record AuditReport
{
    /// <summary>Whether there is something that the audit does not know. An audit without an image knows nothing, unless it is one of
    /// several parts.</summary>
    public bool IsInconclusive =>
        !IsComplete || Images.Any(image => image.Verdict == ImageVerdict.Unread) || (Images.Count == 0 && Run.Shard is null or { Of: 1 });

    /// <summary>Whether the findings were compared with those of an earlier report.</summary>
    public bool HasBaseline => Images.Any(image => image.Findings.Any(finding => finding.IsNew is not null));

    /// <summary>3 if something is not known, 1 if images differ from the allow-list, 0 otherwise. With a baseline, only new findings make
    /// it 1.</summary>
    public int ExitCode => IsInconclusive ? 3
        : Images.Any(image => image.Verdict == ImageVerdict.Differs && !IsKnown(image)) ? 1
        : 0;

    /// <summary>The result in one sentence. It says that all is well only if all is known.</summary>
    public string VerdictSentence => IsInconclusive ? Gaps()
        : Images.Count == 0 ? Text($"No image falls to part {Run.Shard!.Part} of {Run.Shard.Of}.")
        : Images.All(image => image.Verdict == ImageVerdict.Clean) ? AllWell()
        : Differences();

    /// <summary>The report with <see cref="ReportedFinding.IsNew"/> set: a finding is known if the baseline has the same image, account
    /// and verdict.</summary>
    public AuditReport WithBaseline(AuditReport baseline)
    {
        HashSet<(string Image, string Account, ShareVerdict Verdict)> known =
            [.. baseline.Images.SelectMany(image => image.Findings.Select(finding => (image.ImageId, finding.Account, finding.Verdict)))];
        return this with
        {
            Images =
            [
                .. Images.Select(image => image with
                {
                    Findings =
                    [
                        .. image.Findings.Select(finding => finding with
                        {
                            IsNew = !known.Contains((image.ImageId, finding.Account, finding.Verdict)),
                        }),
                    ],
                }),
            ],
        };
    }

    /// <summary>Whether the baseline has all that makes the image differ.</summary>
    private bool IsKnown(ReportedImage image) => Counting(image).Any() && Counting(image).All(finding => finding.IsNew == false);

    private IEnumerable<ReportedFinding> Counting(ReportedImage image) =>
        image.Findings.Where(finding => finding.Counts(Run.RequireAllowed));

    private string Gaps()
    {
        int unread = Images.Count(image => image.Verdict == ImageVerdict.Unread);
        int differing = Images.Count(image => image.Verdict == ImageVerdict.Differs);
        string differ = differing == 0
            ? ""
            : Text($"; {differing} of the others {(differing == 1 ? "differs" : "differ")} from the allow-list");
        return Images.Count == 0 && IsComplete ? "There was no image to audit."
            : unread == 0 ? Text($"The audit is incomplete: not all images are known{differ}.")
            : Text($"The audit is incomplete: {unread} of {Images.Count} images could not be read{differ}.");
    }

    private string AllWell() => Images.Count == 1 ? "The image is as allowed." : Text($"All {Images.Count} images are as allowed.");

    private string Differences()
    {
        ReportedFinding[] findings = [.. Images.SelectMany(Counting)];
        int differing = Images.Count(image => image.Verdict == ImageVerdict.Differs);
        string verdicts = string.Join(", ", VerdictNames.WorstFirst
            .Select(verdict => (Verdict: verdict, Count: findings.Count(finding => finding.Verdict == verdict)))
            .Where(part => part.Count > 0)
            .Select(part => Text($"{part.Count} {VerdictNames.Of(part.Verdict)}")));
        int fresh = findings.Count(finding => finding.IsNew == true);
        string news = !HasBaseline ? ""
            : fresh == 0 ? "; none of this is new"
            : Text($"; {fresh} of this {(fresh == 1 ? "is" : "are")} new");
        return Text($"{differing} of {Images.Count} image{(Images.Count == 1 ? "" : "s")} ")
            + $"{(differing == 1 ? "differs" : "differ")} from the allow-list: {verdicts}{news}.";
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
