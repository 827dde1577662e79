using System.Text.RegularExpressions;
using Ens.ImageSharing.Governance.Verdicts;
using static Ens.ImageSharing.Governance.Tests.Doubles.Given;

namespace Ens.ImageSharing.Governance.Tests.AllowLists;

public sealed class VerdictProperties
{
    [Fact]
    public void Verdicts_of_20000_random_worlds_are_those_of_the_rules_read_word_for_word()
    {
        int refused = 0;
        for (int seed = 0; seed < 20_000; seed++)
        {
            Random random = new(seed);
            ShareAllowance[] entries = [.. Enumerable.Range(0, random.Next(1, 9)).Select(_ => Allow(Account(random), Image(random), Expiry(random)))];
            if (entries.DistinctBy(entry => (entry.AliyunUid, entry.Image)).Count() < entries.Length)
            {
                refused++;
                Assert.Throws<ArgumentException>(() => new AllowList(entries));
                continue;
            }

            int? soon = random.Next(2) == 0 ? null : random.Next(4);
            string image = ImageId(random);
            HashSet<string> accounts = [.. Enumerable.Range(0, random.Next(4)).Select(_ => Account(random))];
            ImageShareSnapshot snapshot = new() { ImageId = image, Accounts = [.. accounts.Select(account => new SharedAccount(account))] };
            IEnumerable<string> actual = Judgement.Of(snapshot, new AllowList(entries), Today, soon).Select(finding => $"{finding.AliyunUid} {finding.Verdict}");
            IEnumerable<string> expected = "12345".Select(digit => digit.ToString())
                .Select(account => (account, Verdict: Oracle(entries, account, image, accounts.Contains(account), soon)))
                .Where(finding => finding.Verdict is not null)
                .Select(finding => $"{finding.account} {finding.Verdict}");
            Assert.True(expected.Order(StringComparer.Ordinal).SequenceEqual(actual.Order(StringComparer.Ordinal)), $"World {seed}: {string.Join(", ", actual)}.");
        }

        Assert.InRange(refused, 500, 19_500);
    }

    [Fact]
    public void An_image_that_was_not_read_is_never_clean_whatever_else_its_audit_says()
    {
        for (int seed = 0; seed < 5_000; seed++)
        {
            Random random = new(seed);
            ImageAudit image = Read("m-1", [], [.. Enumerable.Range(0, random.Next(3)).Select(_ => ((ShareVerdict)random.Next(6), Account(random)))]) with
            {
                RequireAllowed = random.Next(2) == 0,
            };
            ImageAudit unread = random.Next(2) == 0 ? image with { Snapshot = null } : image with { Failure = new EnsException("no") };
            ShareAudit audit = Audit([.. Enumerable.Repeat(Read("m-2", []), random.Next(3)), unread]);
            Assert.False(unread.IsRead || unread.IsClean || audit.IsComplete || audit.IsClean, $"World {seed}.");
            Assert.Throws<ArgumentException>(() => SharePlan.Create(audit, Everything));
        }
    }

    private static ShareVerdict? Oracle(ShareAllowance[] entries, string account, string image, bool isShared, int? soon)
    {
        ShareAllowance[] ofAccount = [.. entries.Where(entry => entry.AliyunUid == account)];
        ShareAllowance[] patterns =
        [
            .. ofAccount.Where(entry => entry.Image?.Contains('*', StringComparison.Ordinal) == true
                && Regex.IsMatch(image, "^" + Regex.Escape(entry.Image).Replace("\\*", ".*", StringComparison.Ordinal) + "$", RegexOptions.None, TimeSpan.FromSeconds(9))),
        ];
        ShareAllowance? allowance = ofAccount.FirstOrDefault(entry => entry.Image == image)
            ?? patterns.MinBy(entry => entry.Expiry ?? DateOnly.MaxValue)
            ?? ofAccount.FirstOrDefault(entry => entry.Image is null);
        bool isValid = allowance is not null && (allowance.Expiry is null || allowance.Expiry >= Today);
        return (isShared, isValid) switch
        {
            (false, true) => ShareVerdict.Missing,
            (false, false) => null,
            (true, false) => allowance is null ? ShareVerdict.Unexpected : ShareVerdict.Expired,
            (true, true) => soon is { } days && allowance!.Expiry <= Today.AddDays(days) ? ShareVerdict.ExpiringSoon : ShareVerdict.Allowed,
        };
    }

    private static string Account(Random random) => random.GetString("12345", 1);

    private static string ImageId(Random random) => random.GetString("ab", random.Next(1, 4));

    private static string? Image(Random random) => random.Next(4) switch
    {
        0 => null,
        1 => ImageId(random),
        _ => random.GetString("ab*", random.Next(1, 4)),
    };

    private static DateOnly? Expiry(Random random) => random.Next(3) == 0 ? null : Today.AddDays(random.Next(-3, 5));
}
