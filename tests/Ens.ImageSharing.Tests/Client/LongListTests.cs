using Ens.ImageSharing.Tests.Calls;

namespace Ens.ImageSharing.Tests.Client;

/// <summary>Lists of many pages: memory, faults, and resuming.</summary>
[Collection("alone")]
public class LongListTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    public async Task A_million_accounts_are_read_in_flat_memory(int pagesInFlight)
    {
        EnsEmulator emulator = Emulated.With(accounts: 1_000_000);
        emulator.RequestLimit = 10_000;
        emulator.Options.PagesInFlight = pagesInFlight;
        long count = 0, checksum = 0, mostUsed = 0;
        long before = GC.GetTotalMemory(forceFullCollection: true);

        await foreach (SharedAccount account in emulator.Client().ListSharedAccountsAsync(Emulated.Image, TestContext.Current.CancellationToken))
        {
            checksum ^= long.Parse(account.AliyunUid, System.Globalization.CultureInfo.InvariantCulture);
            if (++count % 250_000 == 0)
            {
                mostUsed = Math.Max(mostUsed, GC.GetTotalMemory(forceFullCollection: true) - before);
            }
        }

        Assert.Equal(1_000_000, count);
        Assert.Equal(Enumerable.Range(0, 1_000_000).Aggregate(0L, (sum, number) => sum ^ (1515285520000000L + number)), checksum);

        // The accounts alone would be 80 MB; the emulator may keep a record of each of its 10,000 requests, 3 KB each.
        Assert.InRange(mostUsed, long.MinValue, 40_000_000);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(16)]
    public async Task Faults_on_the_way_change_nothing_about_the_list(int pagesInFlight)
    {
        EnsClientOptions options = new EnsEmulator().Options;
        options.PagesInFlight = pagesInFlight;
        options.MaxRetries = 50;
        options.Timeout = options.AttemptTimeout = TimeSpan.FromDays(1);
        EnsEmulator emulator = new(new SkippingTime(options));
        emulator.Share(Emulated.Image, Emulated.Accounts(2_000));
        emulator.Faults.AtRandom(seed: 6, rate: 0.2);
        EnsClient client = new(emulator.Credentials, options, emulator, timeProvider: new SkippingTime(options));

        List<SharedAccount> listed = await Emulated.ToListAsync(client.ListSharedAccountsAsync(Emulated.Image), TestContext.Current.CancellationToken);

        Assert.Equal(Emulated.Accounts(2_000), listed.Select(account => account.AliyunUid));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task A_list_that_failed_on_a_page_can_be_resumed_there(int pagesInFlight)
    {
        EnsEmulator emulator = Emulated.With(accounts: 500);
        emulator.RequestLimit = 10_000;
        emulator.Options.PagesInFlight = pagesInFlight;
        emulator.Options.MaxRetries = 0;
        emulator.Faults.Succeed().Succeed().Drop();
        List<string> listed = [];
        int? next = null;

        while (next != 0)
        {
            try
            {
                DescribeImageSharePermissionRequest request = new(Emulated.Image) { PageNumber = next };
                await foreach (SharedAccount account in emulator.Client().ListSharedAccountsAsync(request, TestContext.Current.CancellationToken))
                {
                    listed.Add(account.AliyunUid);
                }

                next = 0;
            }
            catch (HttpRequestException exception)
            {
                next = (int)exception.Data["PageNumber"]!;
                Assert.Equal(listed.Count, (next - 1) * 100);
            }
        }

        Assert.Equal(Emulated.Accounts(500), listed);
    }
}
