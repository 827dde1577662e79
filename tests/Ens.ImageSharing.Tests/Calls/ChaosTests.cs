namespace Ens.ImageSharing.Tests.Calls;

/// <summary>Faults of many kinds in random order: every call ends exactly, or in one of the outcomes that are promised.</summary>
public class ChaosTests
{
    private const int Plans = 40;
    private const int CallsPerPlan = 60;
    private const int MaxRetries = 4;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(20261124, Plans)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task A_call_ends_exactly_or_in_a_promised_outcome(int seed)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        EnsClientOptions options = new EnsEmulator().Options;
        options.MaxRetries = MaxRetries;
        SkippingTime time = new(options);
        EnsEmulator emulator = new(time);
        emulator.Share(Emulated.Image, Emulated.Accounts(25));
        Random random = new(seed);
        Queue(emulator.Faults, random);
        emulator.Faults.AtRandom(seed, random.NextDouble());
        EnsClient client = new(emulator.Credentials, options, emulator, timeProvider: time);
        int exact = 0;

        for (int call = 0; call < CallsPerPlan; call++)
        {
            int before = emulator.Requests.Count;
            Exception? outcome = await Record.ExceptionAsync(async () =>
            {
                ImageSharePage page = await client.DescribeImageSharePermissionAsync(new(Emulated.Image) { PageSize = 100 });
                Assert.Equal(Emulated.Accounts(25), page.Accounts.Select(account => account.AliyunUid));
            });

            exact += outcome is null ? 1 : 0;
            Assert.True(outcome is null or EnsException { StatusCode: not null } or HttpRequestException, $"seed {seed}, call {call}: {outcome}");
            Assert.InRange(emulator.Requests.Count - before, 1, MaxRetries + 1);
        }

        Assert.Equal(emulator.Requests.Count, emulator.Requests.Select(request => request.Nonce).Distinct().Count());
        Assert.True(exact > 0 || emulator.Requests.Count > CallsPerPlan, $"seed {seed}: nothing happened");
    }

    private static void Queue(EnsEmulatorFaults faults, Random random)
    {
        for (int i = 0; i < 40; i++)
        {
            _ = random.Next(9) switch
            {
                0 => faults.Throttle(TimeSpan.FromMilliseconds(random.Next(1, 2000))),
                1 => faults.Throttle(),
                2 => faults.Drop(),
                3 => faults.Truncate(),
                4 => faults.SkewClock(TimeSpan.FromMinutes(random.Next(-600, 600))),
                5 => faults.Delay(TimeSpan.FromSeconds(random.Next(0, 5))),
                6 => faults.Status(random.Next(400, 600), "<html>"),
                7 => faults.Error(400, EnsErrorCodes.SignatureNonceUsed),
                _ => faults.Succeed(),
            };
        }
    }
}
