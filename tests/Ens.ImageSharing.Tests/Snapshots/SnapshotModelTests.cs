namespace Ens.ImageSharing.Tests.Snapshots;

public class SnapshotModelTests
{
    private const int Worlds = 20_000;

    [Fact]
    public async Task Whatever_was_returned_was_the_exact_list_at_one_moment_however_the_world_moves()
    {
        MovingClient[] clients = [.. Enumerable.Range(1, 8).Select(pagesInFlight => new MovingClient(pagesInFlight))];
        int first = Random.Shared.Next(int.MaxValue - Worlds);
        int proven = 0, refused = 0;
        for (int seed = first; seed < first + Worlds; seed++)
        {
            MovingClient client = clients[seed % clients.Length];
            client.World = new MovingWorld(seed);
            try
            {
                ImageShareSnapshot snapshot = await client.ReadSharesAsync("m-1", TestContext.Current.CancellationToken);
                proven += snapshot.Proof == SnapshotProof.EqualPasses ? 1 : 0;
                Assert.True(
                    client.World.WasEver(snapshot),
                    $"Seed {seed}: [{string.Join(",", snapshot.Accounts)}] by {snapshot.Proof} in {snapshot.Passes} passes of {client.World}");
            }
            catch (EnsException exception)
            {
                refused++;
                Assert.Contains("be proven", exception.Message, StringComparison.Ordinal);
            }
        }

        // Neither always an error nor always a list without any movement.
        Assert.InRange(proven, Worlds / 10, Worlds);
        Assert.InRange(refused, Worlds / 50, Worlds / 2);
    }
}
