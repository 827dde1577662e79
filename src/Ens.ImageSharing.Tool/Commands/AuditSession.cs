using Ens.ImageSharing.Governance;
using Ens.ImageSharing.Tool.Connections;
using Ens.ImageSharing.Tool.Inputs;
using Ens.ImageSharing.Tool.Reports;

namespace Ens.ImageSharing.Tool.Commands;

/// <summary>One audit: reads the images, judges them, and makes the report.</summary>
internal sealed class AuditSession(Verb verb, Connection connection, AllowList allowList, ShareAuditOptions options)
{
    private readonly DateTimeOffset _startedAt = verb.Host.Time.GetUtcNow();
    private readonly Dictionary<string, ImageAudit> _audits = new(StringComparer.Ordinal);

    /// <summary>The part of the images that is audited; <see langword="null"/> is all of them.</summary>
    public Shard? Shard { get; init; }

    /// <summary>The line of the allow-list that an entry is from.</summary>
    public Func<ShareAllowance, int?> LineOf { get; init; } = static _ => null;

    public ImageReading Reading { get; } = new(verb, connection);

    /// <summary>The audit for a plan.</summary>
    public ShareAudit Audit => new()
    {
        Images = [.. _audits.Values.OrderBy(audit => audit.ImageId, StringComparer.Ordinal)],
        AllowList = allowList,
        AsOf = options.AsOf!.Value,
    };

    public async Task RunAsync(IReadOnlyList<ImageListEntry> given)
    {
        await Reading.FindAsync(given, imageId => Shard is null || ImageShards.Contains(Shard, imageId)).ConfigureAwait(false);
        await Reading.ReadAsync(
            "Auditing images",
            (client, ids) => new ShareAuditor(client, options, verb.Host.Time).AuditAsync(allowList, ids, verb.Interruption),
            (image, audit) =>
            {
                _audits.Add(image.ImageId, audit with { Image = image.Image });
                if (audit.Failure is { } failure)
                {
                    Reading.Failed(image.ImageId, Verb.Describe(failure));
                }
            }).ConfigureAwait(false);
    }

    public AuditReport CreateReport(AllowListSource source) => new()
    {
        Run = new AuditRun
        {
            Tool = $"ens-share {Connection.Version}",
            StartedAt = _startedAt,
            CompletedAt = verb.Host.Time.GetUtcNow(),
            Endpoint = connection.Endpoint.GetLeftPart(UriPartial.Authority),
            AccessKeyId = connection.AccessKeyId,
            AllowList = source,
            AsOf = options.AsOf!.Value,
            RequireAllowed = options.RequireAllowed,
            Shard = Shard,
            Requests = _audits.Values
                .Select(audit => (audit.ImageId, Ids: AuditRun.RequestsOf(audit)))
                .Where(image => image.Ids.Count > 0)
                .OrderBy(image => image.ImageId, StringComparer.Ordinal)
                .ToDictionary(image => image.ImageId, image => image.Ids, StringComparer.Ordinal),
        },
        Images =
        [
            .. _audits.Values.Select(audit => ReportedImage.Of(audit, audit.Image, LineOf))
                .Concat(Reading.NotReached.Select(image => ReportedImage.NotReached(image.ImageId, image.Image)))
                .OrderBy(image => image.ImageId, StringComparer.Ordinal),
        ],
        AccountNames = ReportedAccount.NamesOf(allowList),
        IsComplete = Reading.IsEnded && _audits.Values.All(audit => audit.IsRead),
    };
}
