using Ens.ImageSharing.Governance.Tests.Doubles;
using static Ens.ImageSharing.Governance.Tests.Doubles.Given;

namespace Ens.ImageSharing.Governance.Tests.Runs;

/// <summary>What happens when a step, the journal or the caller ends in the middle.</summary>
public sealed class OutcomeTests
{
    private static readonly AllowList List = new([Allow("1")]);

    private readonly World _world = new World().With("m-1", "1", "2").With("m-2", "1", "3");
    private readonly Journal _journal = new();

    [Fact]
    public async Task A_change_that_the_service_refuses_is_failed_and_the_others_go_on()
    {
        _world.BeforeChange = change => change.ImageId == "m-1" ? throw new EnsNoPermissionException("no") { RequestId = "r-1" } : Task.CompletedTask;
        List<ShareStepResult> results = await ApplyAsync();
        Assert.Equal([ShareStepState.Failed, ShareStepState.Done], results.Select(result => result.State));
        Assert.Equal(("no", "r-1"), (results[0].Failure!.Message, results[0].RequestId));
        Assert.Equal(["1 Begin", "1 Failed", "2 Begin", "2 Done"], _journal.Lines);
        Assert.Equal(("no", "r-1"), (_journal.Entries[1].Error, _journal.Entries[1].RequestId));
    }

    [Fact]
    public async Task A_change_that_was_made_although_its_answer_was_lost_is_done()
    {
        _world.AfterChange = _ => throw new EnsOutcomeUnknownException("lost");
        Assert.All(await ApplyAsync(), result => Assert.Equal(ShareStepState.Done, result.State));
    }

    [Fact]
    public async Task A_change_that_stays_unknown_is_never_told_as_failed()
    {
        _world.BeforeChange = _ => throw new EnsOutcomeUnknownException("lost");
        Assert.All(await ApplyAsync(), result => Assert.Equal(ShareStepState.Unknown, result.State));
        Assert.Equal(["1 Begin", "1 Unknown", "2 Begin", "2 Unknown"], _journal.Lines);
    }

    [Fact]
    public async Task A_change_that_was_accepted_and_then_cannot_be_seen_is_unknown()
    {
        _world.AfterChange = _ =>
        {
            _world.OnRead = (image, _) => image == "m-1" ? throw new HttpRequestException("cut off") : Task.CompletedTask;
            return Task.CompletedTask;
        };
        Assert.Equal([ShareStepState.Unknown, ShareStepState.Done], (await ApplyAsync()).Select(result => result.State));
    }

    [Fact]
    public async Task A_lost_answer_of_the_service_is_settled_by_reading()
    {
        EnsEmulator emulator = new();
        emulator.Share("m-1", "1", "2");
        SharePlan plan = await emulator.Client().PlanAsync(List, "m-1");
        emulator.Faults.Succeed().Succeed().LoseAnswer();
        ShareStepResult result = await new SharePlanRunner(emulator.Client()).ApplyAsync(plan, _journal).SingleAsync();
        Assert.Equal(ShareStepState.Done, result.State);
        Assert.Equal(["1"], emulator.AccountsOf("m-1"));
    }

    [Fact]
    public async Task A_journal_that_fails_before_a_step_keeps_it_from_being_made()
    {
        _journal.BeforeKept = entry => entry.Step.Number == 2 ? throw new IOException("disk full") : Task.CompletedTask;
        await Assert.ThrowsAsync<IOException>(ApplyAsync);
        Assert.Single(_world.Changes);
        Assert.Equal(["1 Begin", "1 Done"], _journal.Lines);
    }

    [Fact]
    public async Task A_journal_that_fails_after_a_step_ends_the_run_and_does_not_tell_it_as_failed()
    {
        _journal.BeforeKept = entry => entry.State == ShareStepState.Done ? throw new IOException("disk full") : Task.CompletedTask;
        await Assert.ThrowsAsync<IOException>(ApplyAsync);
        Assert.Single(_world.Changes);
        Assert.Equal(["1 Begin"], _journal.Lines);
    }

    [Fact]
    public async Task A_cancellation_while_a_change_is_on_its_way_is_journaled_as_unknown()
    {
        using CancellationTokenSource stop = new();
        _world.AfterChange = async _ =>
        {
            await stop.CancelAsync();
            throw new EnsOutcomeUnknownException("canceled after sending", new OperationCanceledException(stop.Token));
        };
        OperationCanceledException canceled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ApplyAsync(stop.Token));
        Assert.Equal(stop.Token, canceled.CancellationToken);
        Assert.Equal(["1 Begin", "1 Unknown"], _journal.Lines);
    }

    [Fact]
    public async Task A_cancellation_before_a_change_is_sent_is_journaled_as_failed()
    {
        using CancellationTokenSource stop = new();
        _world.BeforeChange = async _ =>
        {
            await stop.CancelAsync();
            stop.Token.ThrowIfCancellationRequested();
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ApplyAsync(stop.Token));
        Assert.Equal(["1 Begin", "1 Failed"], _journal.Lines);
    }

    [Theory]
    [InlineData(true, "1 Unknown")]
    [InlineData(false, "1 Failed")]
    public async Task The_result_of_a_step_that_is_canceled_on_its_way_comes_before_the_cancellation(bool isSent, string expected)
    {
        using CancellationTokenSource stop = new();
        _world.BeforeChange = async _ =>
        {
            await stop.CancelAsync();
            throw isSent ? new EnsOutcomeUnknownException("canceled after sending") : new OperationCanceledException(stop.Token);
        };
        (List<string> results, Exception end) = await ApplyUntilItEndsAsync(stop.Token);
        Assert.IsAssignableFrom<OperationCanceledException>(end);
        Assert.Equal([expected], results);
        Assert.Equal(["1 Begin", expected], _journal.Lines);
    }

    [Fact]
    public async Task The_result_of_the_last_step_comes_before_the_cancellation_too()
    {
        using CancellationTokenSource stop = new();
        _world.BeforeChange = async change =>
        {
            if (change.ImageId == "m-2")
            {
                await stop.CancelAsync();
                throw new EnsOutcomeUnknownException("canceled after sending");
            }
        };
        (List<string> results, Exception end) = await ApplyUntilItEndsAsync(stop.Token);
        Assert.IsAssignableFrom<OperationCanceledException>(end);
        Assert.Equal(["1 Done", "2 Unknown"], results);
    }

    [Fact]
    public async Task The_result_of_a_step_that_was_made_comes_before_the_failure_of_the_journal()
    {
        _journal.BeforeKept = entry => entry.State == ShareStepState.Done ? throw new IOException("disk full") : Task.CompletedTask;
        (List<string> results, Exception end) = await ApplyUntilItEndsAsync(CancellationToken.None);
        Assert.Equal(("disk full", 1), (end.Message, _world.Changes.Count));
        Assert.Equal(["1 Done"], results);
    }

    [Fact]
    public async Task A_cancellation_between_two_steps_sends_nothing_more()
    {
        using CancellationTokenSource stop = new();
        SharePlan plan = await _world.PlanAsync(List, "m-1", "m-2");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (ShareStepResult result in new SharePlanRunner(_world).ApplyAsync(plan, _journal).WithCancellation(stop.Token))
            {
                await stop.CancelAsync();
            }
        });
        Assert.Equal(["1 Begin", "1 Done"], _journal.Lines);
    }

    [Fact]
    public async Task A_request_that_is_cut_off_by_the_caller_at_the_service_is_unknown_in_the_journal()
    {
        using CancellationTokenSource stop = new();
        EnsEmulator emulator = new();
        emulator.Share("m-1", "1", "2");
        SharePlan plan = await emulator.Client().PlanAsync(List, "m-1");
        _journal.AfterKept = entry =>
        {
            emulator.Faults.Succeed().BeforeNext(_ => stop.CancelAfter(0)).Delay(Timeout.InfiniteTimeSpan);
            return Task.CompletedTask;
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await new SharePlanRunner(emulator.Client()).ApplyAsync(plan, _journal, stop.Token).ToListAsync());
        Assert.Equal(["1 Begin", "1 Unknown"], _journal.Lines);
    }

    private async Task<(List<string> Results, Exception End)> ApplyUntilItEndsAsync(CancellationToken cancellationToken)
    {
        SharePlan plan = await _world.PlanAsync(List, "m-1", "m-2");
        List<string> results = [];
        Exception end = await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await foreach (ShareStepResult result in new SharePlanRunner(_world).ApplyAsync(plan, _journal, cancellationToken))
            {
                results.Add($"{result.Step.Number} {result.State}");
            }
        });
        return (results, end);
    }

    private Task<List<ShareStepResult>> ApplyAsync() => ApplyAsync(CancellationToken.None);

    private async Task<List<ShareStepResult>> ApplyAsync(CancellationToken cancellationToken)
    {
        SharePlan plan = await _world.PlanAsync(List, "m-1", "m-2");
        return await new SharePlanRunner(_world).ApplyAsync(plan, _journal, cancellationToken).ToListAsync(CancellationToken.None);
    }
}
