using Ens.ImageSharing;

namespace ShareAudit;

/// <summary>Reads images, several at once, and compares. What goes wrong with one image stays with it.</summary>
/// <param name="clientOf">The client for a profile.</param>
/// <param name="allowed">What is allowed for all images, or for those that are named in it.</param>
/// <param name="today">The day that expiries are compared with.</param>
internal sealed class Auditor(Func<string?, EnsClient> clientOf, IReadOnlyList<Allowance> allowed, DateOnly today)
{
    /// <summary>Looks at the images.</summary>
    /// <param name="images">The images.</param>
    /// <param name="workers">How many are read at once.</param>
    /// <param name="done">Told of each image that is done.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<AuditReport> RunAsync(IReadOnlyList<AuditedImage> images, int workers, Action<ImageReport> done, CancellationToken cancellationToken)
    {
        ImageReport[] reports = new ImageReport[images.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, images.Count),
            new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellationToken },
            async (index, token) =>
            {
                reports[index] = await ReadAsync(images[index], token);
                done(reports[index]);
            });
        return new AuditReport([.. reports.OrderBy(report => report.ImageId, StringComparer.Ordinal)], today);
    }

    private async Task<ImageReport> ReadAsync(AuditedImage image, CancellationToken cancellationToken)
    {
        DateTimeOffset begin = DateTimeOffset.UtcNow;
        long start = TimeProvider.System.GetTimestamp();
        List<string> accounts = [], requestIds = [];
        int? total = null;
        string? error = null;
        try
        {
            await foreach (ImageSharePage page in clientOf(image.Profile).ListSharedAccountPagesAsync(new(image.Id), cancellationToken))
            {
                accounts.AddRange(page.Accounts.Select(account => account.AliyunUid));
                requestIds.Add(page.RequestId ?? "");
                total = page.TotalCount ?? total;
            }
        }
        catch (Exception exception) when (exception is EnsException or HttpRequestException or TimeoutException or ArgumentException)
        {
            error = exception.Message.ReplaceLineEndings(" ");
        }

        IReadOnlyList<Finding> findings = error is null ? Compare(image, accounts) : [new Finding(Verdict.Unread, "", null)];
        return new ImageReport(image.Id, findings, error, new Evidence(total, accounts.Count, requestIds, begin, TimeProvider.System.GetElapsedTime(start)));
    }

    private Finding[] Compare(AuditedImage image, List<string> accounts)
    {
        // Of several allowances for one account the one that lasts longest counts.
        Dictionary<string, Allowance> byAccount = allowed.Concat(image.Allowed)
            .Where(allowance => allowance.Image is null || allowance.Image == image.Id)
            .GroupBy(allowance => allowance.Account, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.OrderByDescending(allowance => allowance.Expiry ?? DateOnly.MaxValue).First(), StringComparer.Ordinal);
        HashSet<string> shared = new(accounts, StringComparer.Ordinal);
        IEnumerable<Finding> present = shared.Select(account => !byAccount.TryGetValue(account, out Allowance? allowance) ? new Finding(Verdict.Unexpected, account, null)
            : new Finding(allowance.HasExpired(today) ? Verdict.Expired : Verdict.Allowed, account, allowance));
        IEnumerable<Finding> missing = byAccount.Values.Where(allowance => !shared.Contains(allowance.Account) && !allowance.HasExpired(today)).Select(allowance => new Finding(Verdict.Missing, allowance.Account, allowance));
        return [.. present.Concat(missing).OrderBy(finding => finding.Verdict).ThenBy(finding => finding.Account, StringComparer.Ordinal)];
    }
}
