namespace Ens.ImageSharing.Tests.Changes;

/// <summary>Canceling a change, wherever it is, tells what was done.</summary>
public sealed class CancelingChangeTests : IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    public void Dispose() => _stop.Dispose();

    [Fact]
    public async Task Canceling_before_the_list_was_looked_at_tells_all_that_was_sent_as_unknown()
    {
        ChangeScene scene = new();
        scene.Emulator.Faults.Succeed().Succeed().BeforeNext(_ => _stop.Cancel()).Drop();

        Exception? exception = await Record.ExceptionAsync(() => scene.Client().ShareAsync(ChangeScene.Image, Emulated.Accounts(20), _stop.Token));

        Assert.IsAssignableFrom<OperationCanceledException>(Assert.IsType<EnsOutcomeUnknownException>(exception).InnerException);
        Assert.Equal(("", string.Join(",", Emulated.Accounts(20))), ChangeScene.Told(exception));
        Assert.Equal(2, scene.Sent.Length);
    }

    [Fact]
    public async Task Canceling_while_a_change_is_waited_for_tells_that_it_was_not_seen()
    {
        ChangeScene scene = new();
        scene.Emulator.Faults.ReadDelay = TimeSpan.FromSeconds(30);
        scene.Emulator.Faults.Succeed().Succeed().Succeed().BeforeNext(_ => _stop.Cancel());

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => scene.Client().ShareAsync(ChangeScene.Image, ["7"], _stop.Token));

        Assert.Equal(("", "7"), ChangeScene.Told(exception));
    }

    [Fact]
    public async Task Canceling_while_the_list_is_read_after_a_lost_answer_leaves_the_outcome_unknown()
    {
        ChangeScene scene = new();
        scene.Emulator.Faults.Succeed().LoseAnswer().BeforeNext(_ => _stop.Cancel());

        EnsOutcomeUnknownException exception = await Assert.ThrowsAsync<EnsOutcomeUnknownException>(
            () => scene.Client().ShareAsync(ChangeScene.Image, ["7"], _stop.Token));

        Assert.IsType<OperationCanceledException>(exception.InnerException, exactMatch: false);
        Assert.Equal(("", "7"), ChangeScene.Told(exception));
    }

    [Fact]
    public async Task Canceling_before_anything_is_sent_changes_nothing()
    {
        ChangeScene scene = new();
        await _stop.CancelAsync();

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => scene.Client().ShareAsync(ChangeScene.Image, ["7"], _stop.Token));

        Assert.Equal(("", ""), ChangeScene.Told(exception));
        Assert.Empty(scene.Emulator.Requests);
    }
}
