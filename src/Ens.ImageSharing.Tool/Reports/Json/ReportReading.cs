using Ens.ImageSharing.Governance;
using Ens.ImageSharing.Tool.Text;

namespace Ens.ImageSharing.Tool.Reports;

/// <summary>Makes a report of a document, and refuses a document that contradicts itself.</summary>
/// <exception cref="FormatException">What is wrong, as a sentence that starts with a small letter and has no end.</exception>
internal static class ReportReading
{
    public static AuditReport Read(ReportDocument document)
    {
        AuditRun run = Read(document.Run);
        ReportedImage[] images =
        [
            .. document.Images.Select(image => Read(image, run.RequireAllowed)).OrderBy(image => image.ImageId, StringComparer.Ordinal),
        ];
        for (int i = 1; i < images.Length; i++)
        {
            Require(images[i].ImageId != images[i - 1].ImageId, $"image {Shown(images[i].ImageId)} is there twice");
        }

        Require(
            !document.Summary.Complete || !Array.Exists(images, image => image.Verdict == ImageVerdict.Unread),
            "it is called complete, but has an image that was not read");
        AccountDocument[] accounts = [.. document.Accounts.Select(account => Present(account, "accounts"))];
        AuditReport report = new()
        {
            Run = run,
            Images = images,
            IsComplete = document.Summary.Complete,
            AccountNames = Names(accounts),
        };
        Require(report.Summary == document.Summary, "its summary does not match its images");
        Require(report.Accounts.Select(AccountDocument.Of).SequenceEqual(accounts), "its accounts do not match its images");
        int compared = images.Sum(image => image.Findings.Count(finding => finding.IsNew is not null));
        Require(compared == 0 || compared == images.Sum(image => image.Findings.Count), "only some of its findings have the member 'new'");
        return report;
    }

    private static AuditRun Read(RunDocument run)
    {
        DateTimeOffset startedAt = Time(run.StartedAt, "startedAt"), completedAt = Time(run.CompletedAt, "completedAt");
        Require(startedAt <= completedAt, "it was completed before it started");
        Require(run.Shard is not { } shard || Shard.IsValid(shard.Part, shard.Of), "its 'shard' is not one of its parts");
        Require(
            run.AllowList.Sha256.Length == 64 && run.AllowList.Sha256.All(char.IsAsciiHexDigitLower),
            "the 'sha256' of its allow-list is not a hash of 64 lower-case hexadecimal digits");
        Require(run.AllowList.Entries >= 0, "the number of 'entries' of its allow-list is negative");
        foreach (IReadOnlyList<string>? ids in run.Requests.Values)
        {
            foreach (string? id in Present(ids, "requests"))
            {
                Present(id, "requests");
            }
        }

        return new AuditRun
        {
            Tool = run.Tool,
            StartedAt = startedAt,
            CompletedAt = completedAt,
            Endpoint = run.Endpoint,
            AccessKeyId = run.AccessKeyId,
            AllowList = run.AllowList,
            AsOf = run.AsOf,
            RequireAllowed = run.RequireAllowed,
            Shard = run.Shard,
            Requests = run.Requests,
        };
    }

    private static ReportedImage Read(ImageDocument? document, bool requireAllowed)
    {
        ImageDocument image = Present(document, "images");
        Require(image.ImageId.Length > 0, "an image has an empty ID");
        string name = $"image {Shown(image.ImageId)}";
        ReportedImage reported = new()
        {
            ImageId = image.ImageId,
            ImageName = image.ImageName,
            Status = image.Status,
            Verdict = One(image.Verdict, Enum.GetValues<ImageVerdict>(), VerdictNames.Of, name),
            Error = image.Error,
            Total = image.Total,
            Proof = image.Proof is { } proof ? One(proof, Enum.GetValues<SnapshotProof>(), VerdictNames.Of, name) : null,
            Findings = ReportedFinding.InOrder(image.Findings.Select(finding => Read(Present(finding, "findings"), name))),
        };
        CheckAccounts(reported, name);
        if (reported.Verdict == ImageVerdict.Unread)
        {
            Require(
                reported is { Error.Length: > 0, Total: null, Proof: null, Findings.Count: 0 },
                $"{name} is unread, and must have an error, and neither a total, a proof nor findings");
            return reported;
        }

        Require(
            reported is { Error: null, Total: not null, Proof: not null },
            $"{name} was read, and must have a total, a proof and no error");
        Require(
            reported.Total == reported.Findings.Count(finding => finding.Verdict != ShareVerdict.Missing),
            $"the total of {name} does not match its findings");
        bool differs = reported.Findings.Any(finding => finding.Counts(requireAllowed));
        Require(
            reported.Verdict == (differs ? ImageVerdict.Differs : ImageVerdict.Clean),
            $"{name} is called '{VerdictNames.Of(reported.Verdict)}', but its findings say otherwise");
        return reported;
    }

    private static ReportedFinding Read(FindingDocument finding, string image)
    {
        Require(finding.Account.Length > 0, $"an account of {image} has an empty ID");
        return new ReportedFinding
        {
            Verdict = One(finding.Verdict, VerdictNames.WorstFirst, VerdictNames.Of, image),
            Account = finding.Account,
            Name = finding.Name,
            Reason = finding.Reason,
            Owner = finding.Owner,
            Expiry = finding.Expiry,
            IsNew = finding.New,
        };
    }

    private static void CheckAccounts(ReportedImage image, string name)
    {
        HashSet<string> accounts = new(StringComparer.Ordinal);
        foreach (ReportedFinding finding in image.Findings)
        {
            Require(accounts.Add(finding.Account), $"{name} has account {Shown(finding.Account)} twice");
        }
    }

    private static Dictionary<string, string> Names(AccountDocument[] accounts)
    {
        Dictionary<string, string> names = new(StringComparer.Ordinal);
        foreach (AccountDocument account in accounts)
        {
            if (account.Name is { } name)
            {
                names.TryAdd(account.Account, name);
            }
        }

        return names;
    }

    private static T One<T>(string text, IReadOnlyList<T> values, Func<T, string> name, string place)
    {
        foreach (T value in values)
        {
            if (name(value) == text)
            {
                return value;
            }
        }

        throw new FormatException(
            $"{place} has '{VisibleText.Escape(text)}' where one of {string.Join(", ", values.Select(name))} is expected");
    }

    private static DateTimeOffset Time(string text, string member) => ReportTime.Parse(text)
        ?? throw new FormatException($"'{member}' must be a time such as 2027-01-31T08:00:00Z, but is '{VisibleText.Escape(text)}'");

    private static T Present<T>(T? value, string list)
        where T : class => value ?? throw new FormatException($"'{list}' contains null");

    private static string Shown(string id) => $"'{VisibleText.Escape(id)}'";

    private static void Require(bool isTrue, string otherwise)
    {
        if (!isTrue)
        {
            throw new FormatException(otherwise);
        }
    }
}
