using System.Globalization;
using Ens.ImageSharing.Governance.Tests.Doubles;
using static Ens.ImageSharing.Governance.Tests.Doubles.Given;

namespace Ens.ImageSharing.Governance.Tests.Audits;

[Collection(nameof(Alone))]
public sealed class MemoryTests
{
    private const long Growth = 64L << 20;

    [Fact]
    public async Task Memory_stays_flat_over_100000_images()
    {
        AllowList list = new([Allow("1")]);
        Endless client = new();
        IAsyncEnumerable<string> ids = Enumerable.Range(0, 100_000).Select(i => i.ToString(CultureInfo.InvariantCulture)).ToAsyncEnumerable();
        long atFirst = 0, most = 0;
        int count = 0;
        await foreach (ImageAudit image in new ShareAuditor(client, new ShareAuditOptions { Parallelism = 64 }).AuditAsync(list, ids))
        {
            if (++count % 10_000 == 1_000)
            {
                long now = GC.GetTotalMemory(forceFullCollection: true);
                atFirst = atFirst == 0 ? now : atFirst;
                most = Math.Max(most, now);
            }
        }

        Assert.Equal(100_000, count);
        Assert.InRange(most - atFirst, -Growth, Growth / 4);
    }

    /// <summary>Every image there is, each with 20 accounts of its own.</summary>
    private sealed class Endless : EnsClient
    {
        public override async Task<ImageSharePage> DescribeImageSharePermissionAsync(
            DescribeImageSharePermissionRequest request, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return new ImageSharePage
            {
                ImageId = request.ImageId,
                PageSize = 100,
                TotalCount = 20,
                Accounts = [.. Enumerable.Range(0, 20).Select(i => new SharedAccount(string.Create(CultureInfo.InvariantCulture, $"{i}{request.ImageId}")))],
            };
        }
    }
}
