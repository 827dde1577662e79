namespace Ens.ImageSharing.Governance.Verdicts;

/// <summary>Judges an image: a pure function of its snapshot, the allow-list and the day.</summary>
internal static class Judgement
{
    public static IReadOnlyList<ShareFinding> Unread { get; } = [new ShareFinding { Verdict = ShareVerdict.Unread }];

    /// <summary>The findings: accounts that have the image in the order of the snapshot, then those that are missing, in ordinal
    /// order.</summary>
    public static IReadOnlyList<ShareFinding> Of(ImageShareSnapshot snapshot, AllowList allowList, DateOnly asOf, int? expiringWithinDays)
    {
        List<ShareFinding> findings = [];
        foreach (SharedAccount account in snapshot.Accounts)
        {
            ShareAllowance? allowance = allowList.Find(account.AliyunUid, snapshot.ImageId);
            findings.Add(new ShareFinding
            {
                Verdict = Of(allowance, asOf, expiringWithinDays),
                AliyunUid = account.AliyunUid,
                Allowance = allowance,
            });
        }

        foreach (string account in allowList.Accounts.Where(account => !snapshot.Contains(account)))
        {
            if (allowList.Find(account, snapshot.ImageId) is { } allowance && !IsExpired(allowance, asOf))
            {
                findings.Add(new ShareFinding { Verdict = ShareVerdict.Missing, AliyunUid = account, Allowance = allowance });
            }
        }

        return findings;
    }

    private static ShareVerdict Of(ShareAllowance? allowance, DateOnly asOf, int? expiringWithinDays)
    {
        if (allowance is null)
        {
            return ShareVerdict.Unexpected;
        }

        if (IsExpired(allowance, asOf))
        {
            return ShareVerdict.Expired;
        }

        return allowance.Expiry is { } expiry && expiringWithinDays is { } days && expiry.DayNumber - asOf.DayNumber <= days
            ? ShareVerdict.ExpiringSoon
            : ShareVerdict.Allowed;
    }

    private static bool IsExpired(ShareAllowance allowance, DateOnly asOf) => allowance.Expiry < asOf;
}
