using Ens.ImageSharing.Governance.Tests.Doubles;
using Microsoft.Extensions.Time.Testing;
using static Ens.ImageSharing.Governance.Tests.Doubles.Given;

namespace Ens.ImageSharing.Governance.Tests.Runs;

public sealed class ApplyTests
{
    private static readonly AllowList List = new([Allow("1"), Allow("4")]);

    private readonly World _world = new World().With("m-1", "1", "2").With("m-2", "1", "3", "4");
    private readonly Journal _journal = new();

    [Fact]
    public async Task A_plan_brings_images_to_what_the_list_says()
    {
        Assert.Equal(["1 Done", "2 Done", "3 Done"], await ApplyAsync(await PlanAsync()));
        Assert.Equal("m-1: 1,4; m-2: 1,4", _world.Describe());
        Assert.True((await _world.AuditAsync(List, "m-1", "m-2")).IsClean);
    }

    [Fact]
    public async Task The_journal_has_an_entry_before_each_step_and_one_after_it()
    {
        List<string> order = [];
        _journal.AfterKept = entry => Note($"{entry.Step.Number} {entry.State}");
        _world.AfterChange = _ => Note("change");
        await ApplyAsync(await PlanAsync());
        Assert.Equal(["1 Begin", "change", "1 Done", "2 Begin", "change", "2 Done", "3 Begin", "change", "3 Done"], order);

        Task Note(string line)
        {
            order.Add(line);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task An_entry_says_when_which_plan_which_step_and_which_request()
    {
        DateTimeOffset now = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);
        SharePlan plan = await PlanAsync();
        await new SharePlanRunner(_world, new FakeTimeProvider(now)).ApplyAsync(plan, _journal).ToListAsync();
        ShareJournalEntry entry = _journal.Entries[1];
        Assert.Equal((now, plan.Hash, plan.Steps[0], ShareStepState.Done, "change", null), (entry.At, entry.PlanHash, entry.Step, entry.State, entry.RequestId, entry.Error));
    }

    [Fact]
    public async Task An_image_that_has_moved_is_left_alone_and_the_others_go_on()
    {
        SharePlan plan = await PlanAsync();
        _world["m-1"].Add("9");
        List<ShareStepResult> results = await new SharePlanRunner(_world).ApplyAsync(plan, _journal).ToListAsync();
        Assert.Equal(["1 Skipped", "2 Skipped", "3 Done"], results.Select(Line));
        Assert.Equal("m-1: 1,2,9; m-2: 1,4", _world.Describe());
        Assert.All(results.Take(2), result => Assert.Contains("'m-1' are no longer those of the plan", result.Failure!.Message, StringComparison.Ordinal));
        Assert.Contains("'m-1' are no longer those of the plan", _journal.Entries[0].Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_that_lost_an_account_the_plan_does_not_remove_has_moved()
    {
        SharePlan plan = await PlanAsync();
        _world["m-1"].Remove("1");
        Assert.Equal(["1 Skipped", "2 Skipped", "3 Done"], await ApplyAsync(plan));
    }

    [Fact]
    public async Task An_image_that_moves_between_two_of_its_steps_is_left_alone_from_then_on()
    {
        SharePlan plan = await PlanAsync();
        _world.AfterChange = change =>
        {
            _world["m-1"].Add("9");
            return Task.CompletedTask;
        };
        Assert.Equal(["1 Done", "2 Skipped", "3 Done"], await ApplyAsync(plan));
    }

    [Fact]
    public async Task An_image_that_moves_after_the_result_of_one_of_its_steps_is_left_alone_from_then_on()
    {
        SharePlan plan = await PlanAsync();
        List<string> results = [];
        await foreach (ShareStepResult result in new SharePlanRunner(_world).ApplyAsync(plan, _journal))
        {
            results.Add(Line(result));
            _world["m-1"].Add("9");
        }

        Assert.Equal(["1 Done", "2 Skipped", "3 Done"], results);
        Assert.Equal("m-1: 1,9; m-2: 1,4", _world.Describe());
        Assert.Equal(["1 Begin", "1 Done", "2 Skipped"], _journal.Lines.Take(3));
        Assert.Contains("'m-1' are no longer those of the plan", _journal.Entries[2].Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_that_can_no_longer_be_read_gets_no_further_step()
    {
        SharePlan plan = await PlanAsync();
        List<string> results = [];
        await foreach (ShareStepResult result in new SharePlanRunner(_world).ApplyAsync(plan, _journal))
        {
            results.Add(Line(result));
            _world.OnRead = (image, _) => image == "m-1" ? throw new EnsException("gone") : Task.CompletedTask;
        }

        Assert.Equal(["1 Done", "2 Failed", "3 Done"], results);
        Assert.Equal("m-1: 1; m-2: 1,4", _world.Describe());
    }

    [Fact]
    public async Task A_step_that_has_its_effect_already_is_skipped_without_a_change()
    {
        SharePlan plan = await PlanAsync();
        _world["m-1"].Remove("2");
        Assert.Equal(["1 Skipped", "2 Done", "3 Done"], await ApplyAsync(plan));
        Assert.Equal(2, _world.Changes.Count);
        Assert.Equal("1 Skipped", _journal.Lines.First());
    }

    [Fact]
    public async Task A_second_run_changes_nothing()
    {
        SharePlan plan = await PlanAsync();
        await ApplyAsync(plan);
        Assert.Equal(["1 Skipped", "2 Skipped", "3 Skipped"], await ApplyAsync(plan));
        Assert.Equal(3, _world.Changes.Count);
    }

    [Fact]
    public async Task A_change_that_somebody_else_makes_at_the_same_moment_is_not_ours()
    {
        SharePlan plan = await PlanAsync();
        _journal.AfterKept = entry =>
        {
            _world["m-1"].Remove("2");
            return Task.CompletedTask;
        };
        Assert.Equal("1 Skipped", (await ApplyAsync(plan))[0]);
        Assert.Equal(["1 Begin", "1 Skipped"], _journal.Lines.Take(2));
    }

    [Fact]
    public async Task An_image_that_cannot_be_read_fails_and_the_others_go_on()
    {
        SharePlan plan = await PlanAsync();
        _world.OnRead = (image, _) => image == "m-1" ? throw new EnsException("gone") : Task.CompletedTask;
        List<ShareStepResult> results = await new SharePlanRunner(_world).ApplyAsync(plan, _journal).ToListAsync();
        Assert.Equal(["1 Failed", "2 Failed", "3 Done"], results.Select(Line));
        Assert.Equal("gone", results[0].Failure!.Message);
        Assert.Equal(1, _world.Reads.Skip(2).Count(image => image == "m-1"));
        Assert.Equal(["1 Failed", "2 Failed", "3 Begin", "3 Done"], _journal.Lines);
    }

    [Fact]
    public async Task A_plan_that_was_written_and_read_applies_as_well()
    {
        await ApplyAsync(SharePlan.FromJson((await PlanAsync()).ToJson()));
        Assert.Equal("m-1: 1,4; m-2: 1,4", _world.Describe());
    }

    [Fact]
    public async Task A_plan_of_another_endpoint_is_refused_by_the_call_and_one_that_names_none_is_not()
    {
        using EnsEmulator emulator = new();
        emulator.Share("m-1", "1", "2");
        SharePlan plan = SharePlan.FromJson((await emulator.Client().PlanAsync(List, "m-1")).ToJson());
        EnsClientOptions options = emulator.Options;
        options.Endpoint = new Uri("https://ens.example.com");
        SharePlanRunner elsewhere = new(new EnsClient(emulator.Credentials, options, emulator));
        Assert.Contains("https://ens.example.com", Assert.Throws<ArgumentException>(() => { elsewhere.ApplyAsync(plan, _journal); }).Message, StringComparison.Ordinal);
        SharePlan unnamed = SharePlan.Create(Audit(Read("m-1", ["1", "2"], (ShareVerdict.Unexpected, "2"))), Everything);
        Assert.Equal(["1 Done"], await elsewhere.ApplyAsync(unnamed, _journal).Select(Line).ToListAsync());
    }

    [Fact]
    public async Task Nothing_happens_before_the_first_result_is_requested()
    {
        SharePlan plan = await PlanAsync();
        new SharePlanRunner(_world).ApplyAsync(plan, _journal);
        Assert.Empty(_world.Changes);
    }

    [Fact]
    public async Task Arguments_are_checked_by_the_call()
    {
        SharePlan plan = await PlanAsync();
        SharePlanRunner runner = new(_world);
        Assert.Throws<ArgumentNullException>(() => { runner.ApplyAsync(null!, _journal); });
        Assert.Throws<ArgumentNullException>(() => { runner.ApplyAsync(plan, null!); });
        Assert.Throws<ArgumentNullException>(() => { runner.UndoAsync(null!, _journal); });
        Assert.Throws<ArgumentNullException>(() => { runner.UndoAsync(_journal.Entries.ToAsyncEnumerable(), null!); });
        Assert.Throws<ArgumentNullException>(() => new SharePlanRunner(null!));
    }

    private static string Line(ShareStepResult result) => $"{result.Step.Number} {result.State}";

    private Task<SharePlan> PlanAsync() => _world.PlanAsync(List, "m-1", "m-2");

    private async Task<List<string>> ApplyAsync(SharePlan plan) =>
        await new SharePlanRunner(_world).ApplyAsync(plan, _journal).Select(Line).ToListAsync();
}
