using Ens.ImageSharing.Governance.Tests.Doubles;

namespace Ens.ImageSharing.Governance.Tests.Runs;

public sealed class CrashProperties
{
    private const int Worlds = 300;

    [Fact]
    public Task A_run_that_is_killed_anywhere_is_undone_from_its_journal() => AtEveryPoint(async (runs, _) =>
    {
        await runs.UndoAsync(new KillSwitch(0), []);
        Assert.Equal(runs.Before, runs.Client.Describe());
    });

    [Fact]
    public Task A_run_that_is_killed_anywhere_and_repeated_ends_where_one_run_does() => AtEveryPoint(async (runs, one) =>
    {
        await runs.ApplyAsync(new KillSwitch(0));
        Assert.Equal(one, runs.Client.Describe());
        Assert.InRange(runs.Client.Changes.Count(change => change.RemoveAccount is not null), 0, runs.MaxRemovals);
        Assert.Equal(runs.Plan.Steps.Count, runs.Client.Changes.Count);
    });

    [Fact]
    public Task A_run_that_is_killed_anywhere_and_repeated_is_undone_from_both_journals() => AtEveryPoint(async (runs, _) =>
    {
        await runs.ApplyAsync(new KillSwitch(0));
        await runs.UndoAsync(new KillSwitch(0), []);
        Assert.Equal(runs.Before, runs.Client.Describe());
    });

    [Fact]
    public Task An_undo_that_is_killed_and_repeated_ends_where_one_undo_does() => AtEveryPoint(async (runs, _) =>
    {
        await runs.UndoAsync(new KillSwitch(1 + (runs.Entries.Count % 7)), []);
        await runs.UndoAsync(new KillSwitch(0), []);
        Assert.Equal(runs.Before, runs.Client.Describe());
    });

    [Fact]
    public Task An_image_that_moves_while_a_run_is_dead_is_left_alone_by_the_next() => AtEveryPoint(async (runs, _) =>
    {
        runs.Client["m-1"].Add("77");
        string moved = string.Join(",", runs.Client["m-1"]);
        await runs.ApplyAsync(new KillSwitch(0));
        Assert.Equal(moved, string.Join(",", runs.Client["m-1"]));
        await runs.UndoAsync(new KillSwitch(0), []);
        runs.Client["m-1"].Remove("77");
        Assert.Equal(runs.Before, runs.Client.Describe());
    });

    [Fact]
    public async Task Where_an_undo_fails_the_results_say_exactly_what_may_differ()
    {
        int differed = 0;
        for (int seed = 0; seed < 10 * Worlds; seed++)
        {
            RandomRuns runs = await RandomRuns.CreateAsync(seed);
            World before = Copy(runs);
            await runs.ApplyAsync(new KillSwitch(seed % 12), faults: 0.15);
            AssertJournalIsTrue(runs, before, seed);
            List<ShareStepResult> results = await runs.UndoAsync(new KillSwitch(0), [], faults: 0.15);
            foreach (ShareStep step in runs.Plan.Steps)
            {
                if (runs.Client[step.ImageId].Contains(step.AliyunUid) != before[step.ImageId].Contains(step.AliyunUid))
                {
                    differed++;
                    Assert.True(
                        results.Exists(result => result.Step.Number == step.Number && result.State is ShareStepState.Failed or ShareStepState.Unknown),
                        $"World {seed}, step {step.Number}.");
                }
            }

            Assert.InRange(results.Count, 0, runs.Plan.Steps.Count);
        }

        Assert.InRange(differed, 50, int.MaxValue);
    }

    /// <summary>A step that the journal calls done was made, and one that it calls failed or skipped, or does not know, was not.</summary>
    private static void AssertJournalIsTrue(RandomRuns runs, World before, int seed)
    {
        foreach (ShareStep step in runs.Plan.Steps)
        {
            bool made = runs.Client[step.ImageId].Contains(step.AliyunUid) != before[step.ImageId].Contains(step.AliyunUid);
            ShareStepState? last = runs.Entries.LastOrDefault(entry => entry.Step.Number == step.Number)?.State;
            Assert.True(
                last is ShareStepState.Begin or ShareStepState.Unknown || made == (last == ShareStepState.Done), $"World {seed}, step {step.Number}: {last}, made: {made}.");
        }
    }

    private static World Copy(RandomRuns runs)
    {
        World copy = new();
        foreach (string image in runs.Images)
        {
            copy.With(image, [.. runs.Client[image]]);
        }

        return copy;
    }

    /// <summary>Kills the run at each of its points, in many worlds, and then checks what is left.</summary>
    private static async Task AtEveryPoint(Func<RandomRuns, string, Task> check)
    {
        int kills = 0;
        for (int seed = 0; seed < Worlds; seed++)
        {
            RandomRuns whole = await RandomRuns.CreateAsync(seed);
            KillSwitch none = new(0);
            await whole.ApplyAsync(none);
            for (int point = 1; point <= none.Points; point++)
            {
                RandomRuns runs = await RandomRuns.CreateAsync(seed);
                KillSwitch kill = new(point);
                await runs.ApplyAsync(kill);
                Assert.True(kill.IsKilled);
                kills++;
                try
                {
                    await check(runs, whole.Client.Describe());
                }
                catch (Exception exception) when (exception is Xunit.Sdk.IAssertionException)
                {
                    Assert.Fail($"World {seed}, killed at point {point}: {exception.Message}");
                }
            }
        }

        Assert.InRange(kills, Worlds, int.MaxValue);
    }
}
