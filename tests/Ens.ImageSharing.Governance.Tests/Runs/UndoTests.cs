using Ens.ImageSharing.Governance.Tests.Doubles;
using static Ens.ImageSharing.Governance.Tests.Doubles.Given;

namespace Ens.ImageSharing.Governance.Tests.Runs;

public sealed class UndoTests
{
    private static readonly AllowList List = new([Allow("1"), Allow("4")]);

    private readonly World _world = new World().With("m-1", "1", "2").With("m-2", "1", "3", "4");
    private readonly Journal _applied = new();
    private readonly Journal _undone = new();

    [Fact]
    public async Task What_was_done_is_undone_in_reverse_order()
    {
        string before = _world.Describe();
        await ApplyAsync();
        Assert.Equal(["3 Add 3 Done", "2 Remove 4 Done", "1 Add 2 Done"], await UndoAsync());
        Assert.Equal(before, _world.Describe());
        Assert.Equal(["3 Begin", "3 Done", "2 Begin", "2 Done", "1 Begin", "1 Done"], _undone.Lines);
        Assert.Equal(_applied.Entries[0].PlanHash, _undone.Entries[0].PlanHash);
    }

    [Fact]
    public async Task A_second_undo_finds_everything_as_before()
    {
        await ApplyAsync();
        await UndoAsync();
        Assert.Equal(["3 Add 3 Skipped", "2 Remove 4 Skipped", "1 Add 2 Skipped"], await UndoAsync());
    }

    [Fact]
    public async Task Nothing_is_undone_twice_where_the_undo_stands_in_the_same_journal()
    {
        await ApplyAsync();
        await UndoAsync();
        _applied.Entries.AddRange(_undone.Entries);
        Assert.Empty(await UndoAsync());
    }

    [Fact]
    public async Task An_undo_can_be_undone()
    {
        await ApplyAsync();
        string applied = _world.Describe();
        await UndoAsync();
        await new SharePlanRunner(_world).UndoAsync(_undone.Entries.ToAsyncEnumerable(), new Journal()).ToListAsync();
        Assert.Equal(applied, _world.Describe());
    }

    [Theory]
    [InlineData(ShareStepState.Unknown)]
    [InlineData(ShareStepState.Begin)]
    public async Task A_step_that_may_have_been_made_and_was_is_undone(ShareStepState state)
    {
        string before = _world.Describe();
        ShareStep step = (await PlanAsync()).Steps[0];
        _world["m-1"].Remove("2");
        Keep(step, state);
        Assert.Equal(["1 Add 2 Done"], await UndoAsync());
        Assert.Equal(before, _world.Describe());
    }

    [Theory]
    [InlineData(ShareStepState.Unknown)]
    [InlineData(ShareStepState.Begin)]
    public async Task A_step_that_may_have_been_made_and_was_not_is_skipped(ShareStepState state)
    {
        Keep((await PlanAsync()).Steps[0], state);
        Assert.Equal(["1 Add 2 Skipped"], await UndoAsync());
        Assert.Empty(_world.Changes);
    }

    [Theory]
    [InlineData(ShareStepState.Skipped)]
    [InlineData(ShareStepState.Failed)]
    public async Task A_step_that_was_not_made_is_not_undone(ShareStepState state)
    {
        ShareStep step = (await PlanAsync()).Steps[0];
        _world["m-1"].Remove("2");
        Keep(step, state);
        Assert.Empty(await UndoAsync());
        _applied.Entries.Clear();
        Keep(step, ShareStepState.Begin, state);
        Assert.Empty(await UndoAsync());
    }

    [Fact]
    public async Task A_step_that_was_skipped_because_it_had_its_effect_is_not_undone()
    {
        SharePlan plan = await PlanAsync();
        _world["m-1"].Add("4");
        await new SharePlanRunner(_world).ApplyAsync(plan, _applied).ToListAsync();
        Assert.Equal(["3 Add 3 Done", "1 Add 2 Done"], await UndoAsync());
        Assert.Contains("4", _world["m-1"]);
    }

    [Fact]
    public async Task A_run_that_was_killed_and_repeated_is_undone_from_the_entries_of_both()
    {
        string before = _world.Describe();
        SharePlan plan = await PlanAsync();
        _applied.BeforeKept = entry => entry.State == ShareStepState.Done ? throw new IOException("killed") : Task.CompletedTask;
        await Assert.ThrowsAsync<IOException>(async () => await new SharePlanRunner(_world).ApplyAsync(plan, _applied).ToListAsync());
        _applied.BeforeKept = _ => Task.CompletedTask;
        await new SharePlanRunner(_world).ApplyAsync(plan, _applied).ToListAsync();
        Assert.Equal(["1 Begin", "1 Skipped", "2 Begin"], _applied.Lines.Take(3));
        Assert.Equal(["3 Add 3 Done", "2 Remove 4 Done", "1 Add 2 Done"], await UndoAsync());
        Assert.Equal(before, _world.Describe());
    }

    [Fact]
    public async Task Only_the_accounts_of_the_steps_are_changed()
    {
        await ApplyAsync();
        _world["m-1"].Add("9");
        await UndoAsync();
        Assert.Equal("m-1: 1,2,9; m-2: 1,3,4", _world.Describe());
    }

    [Fact]
    public async Task Steps_that_apply_to_any_accounts_are_not_preceded_by_a_read_of_their_own()
    {
        await ApplyAsync();
        _world.Reads.Clear();
        await UndoAsync();
        Assert.Equal(["m-1", "m-1", "m-1", "m-1", "m-1", "m-2", "m-2", "m-2"], _world.Reads.Order());
    }

    [Fact]
    public async Task An_image_that_cannot_be_read_does_not_keep_the_others_from_being_undone()
    {
        await ApplyAsync();
        _world.OnRead = (image, _) => image == "m-2" ? throw new EnsException("gone") : Task.CompletedTask;
        Assert.Equal(["3 Add 3 Failed", "2 Remove 4 Done", "1 Add 2 Done"], await UndoAsync());
    }

    [Fact]
    public async Task Two_plans_on_one_image_are_undone_step_by_step()
    {
        string before = _world.Describe();
        await ApplyAsync();
        SharePlan back = await _world.PlanAsync(new AllowList([Allow("1"), Allow("2", "m-1")]), "m-1");
        await new SharePlanRunner(_world).ApplyAsync(back, _applied).ToListAsync();
        Assert.Equal(["1", "2"], _world["m-1"]);
        Assert.All(await UndoAsync(), line => Assert.EndsWith("Done", line, StringComparison.Ordinal));
        Assert.Equal(before, _world.Describe());
    }

    [Theory]
    [InlineData("m-2", "2", ShareChangeKind.Remove)]
    [InlineData("m-1", "3", ShareChangeKind.Remove)]
    [InlineData("m-1", "2", ShareChangeKind.Add)]
    public async Task A_journal_that_contradicts_itself_about_a_step_undoes_nothing(string image, string account, ShareChangeKind change)
    {
        ShareStep step = (await PlanAsync()).Steps[0];
        Keep(step, ShareStepState.Begin);
        Keep(step with { ImageId = image, AliyunUid = account, Change = change }, ShareStepState.Done);
        InvalidDataException refused = await Assert.ThrowsAsync<InvalidDataException>(UndoAsync);
        Assert.StartsWith("Entry 2 contradicts the entries before it: step 1 of plan 'hash' ", refused.Message, StringComparison.Ordinal);
        Assert.Empty(_world.Changes);
        Assert.Empty(_undone.Entries);
    }

    [Theory]
    [InlineData("https://ens.example.com")]
    [InlineData("http://ens.aliyuncs.com")]
    [InlineData("https://ens.aliyuncs.com:8443")]
    [InlineData("elsewhere")]
    public async Task A_journal_of_another_endpoint_undoes_nothing(string endpoint)
    {
        await ApplyAsync();
        _world.Changes.Clear();
        _world.Reads.Clear();
        _applied.Entries[^1] = _applied.Entries[^1] with { Endpoint = new Uri(endpoint, UriKind.RelativeOrAbsolute) };
        InvalidDataException refused = await Assert.ThrowsAsync<InvalidDataException>(UndoAsync);
        Assert.Equal($"Entry 6 is of the endpoint {endpoint}, but the endpoint is {_world.Endpoint.GetLeftPart(UriPartial.Authority)}.", refused.Message);
        Assert.Empty(_world.Changes);
        Assert.Empty(_world.Reads);
    }

    [Fact]
    public async Task Every_entry_names_the_endpoint_and_one_that_names_none_is_undone_anywhere()
    {
        string before = _world.Describe();
        await ApplyAsync();
        Assert.All(_applied.Entries, entry => Assert.Equal(_world.Endpoint, entry.Endpoint));
        ShareJournalEntry[] older = [.. _applied.Entries.Select(entry => entry with { Endpoint = null })];
        await new SharePlanRunner(_world).UndoAsync(older.ToAsyncEnumerable(), _undone).ToListAsync();
        Assert.Equal(before, _world.Describe());
    }

    [Fact]
    public async Task A_change_that_was_never_begun_the_other_way_round_contradicts_the_step()
    {
        ShareStep step = (await PlanAsync()).Steps[0];
        Keep(step, ShareStepState.Begin, ShareStepState.Done);
        Keep(step with { Change = ShareChangeKind.Add }, ShareStepState.Done);
        await Assert.ThrowsAsync<InvalidDataException>(UndoAsync);
    }

    [Fact]
    public async Task An_empty_journal_undoes_nothing() => Assert.Empty(await UndoAsync());

    private void Keep(ShareStep step, params ShareStepState[] states) =>
        _applied.Entries.AddRange(states.Select(state => new ShareJournalEntry { PlanHash = "hash", Step = step, State = state }));

    private Task<SharePlan> PlanAsync() => _world.PlanAsync(List, "m-1", "m-2");

    private async Task ApplyAsync() => await new SharePlanRunner(_world).ApplyAsync(await PlanAsync(), _applied).ToListAsync();

    private async Task<List<string>> UndoAsync() =>
        await new SharePlanRunner(_world).UndoAsync(_applied.Entries.ToAsyncEnumerable(), _undone)
            .Select(result => $"{result.Step.Number} {result.Step.Change} {result.Step.AliyunUid} {result.State}").ToListAsync();
}
