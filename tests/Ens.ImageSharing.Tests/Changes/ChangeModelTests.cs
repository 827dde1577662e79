namespace Ens.ImageSharing.Tests.Changes;

public class ChangeModelTests
{
    private const int Worlds = 20_000;

    private readonly EnsClientOptions _options = new();
    private readonly WaitlessTime _time = new();

    [Fact]
    public async Task What_is_told_is_what_happened_whatever_goes_wrong_and_whoever_else_changes_the_image()
    {
        ChangingClient client = new(_options, _time);
        int first = Random.Shared.Next(int.MaxValue - Worlds);
        int returned = 0, threw = 0;
        for (int seed = first; seed < first + Worlds; seed++)
        {
            ChangingWorld world = new(seed, _time, _options.Timeout);
            client.World = world;
            try
            {
                ImageShareChange change = await ChangeAsync(client, world);
                returned++;
                AssertDone(change, world, seed);
            }
            catch (Exception exception) when (exception is EnsException or HttpRequestException or TimeoutException or OperationCanceledException)
            {
                threw++;
                AssertTold(exception, world, seed);
            }

            Assert.True(world.Offenses.Count == 0, $"Seed {seed}: {string.Join("; ", world.Offenses)}");
            world.Stop.Dispose();
        }

        // Neither of the two is what always happens.
        Assert.InRange(returned, Worlds / 10, Worlds);
        Assert.InRange(threw, Worlds / 10, Worlds);
    }

    private static Task<ImageShareChange> ChangeAsync(EnsClient client, ChangingWorld world) => world.IsAddition
        ? client.ShareAsync("m-1", world.Asked, world.Stop.Token)
        : client.UnshareAsync("m-1", world.Asked, world.Stop.Token);

    private static void AssertDone(ImageShareChange change, ChangingWorld world, int seed)
    {
        IReadOnlyList<string> done = world.IsAddition ? change.Added : change.Removed;
        Assert.True(
            Array.TrueForAll(world.Asked, account => change.After.Contains(account) == world.IsAddition),
            $"Seed {seed}: not every account was seen to be changed: [{string.Join(",", change.After.Accounts)}]");
        Assert.True(world.Made.IsSubsetOf(done), $"Seed {seed}: made [{string.Join(",", world.Made)}], told [{string.Join(",", done)}]");
        Assert.True(
            done.All(account => world.Made.Contains(account) || world.MadeByStrangers.Contains(account)),
            $"Seed {seed}: told [{string.Join(",", done)}], made [{string.Join(",", world.Made)}]");
    }

    private static void AssertTold(Exception exception, ChangingWorld world, int seed)
    {
        string[] changed = (string[])exception.Data["Changed"]!, unknown = (string[])exception.Data["Unknown"]!;
        string told = $"Seed {seed}: {exception.GetType().Name} tells changed [{string.Join(",", changed)}], unknown [{string.Join(",", unknown)}]; made [{string.Join(",", world.Made)}]";
        Assert.True(changed.All(account => world.Made.Contains(account) || world.MadeByStrangers.Contains(account)), told);
        Assert.True(world.Made.IsSubsetOf(changed.Concat(unknown)), told);
        Assert.False(changed.Intersect(unknown).Any(), told);
    }
}
