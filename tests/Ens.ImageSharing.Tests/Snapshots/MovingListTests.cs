namespace Ens.ImageSharing.Tests.Snapshots;

/// <summary>Lists that move while they are read.</summary>
public class MovingListTests
{
    private readonly EnsEmulator _emulator = Emulated.With(accounts: 250);
    private int _moves;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task A_swap_that_no_total_shows_costs_one_pass(int pagesInFlight)
    {
        _emulator.Options.PagesInFlight = pagesInFlight;
        _emulator.Faults.Succeed().BeforeNext(Swap);

        ImageShareSnapshot snapshot = await _emulator.Client().ReadSharesAsync(Emulated.Image, Token);

        Assert.Equal((SnapshotProof.EqualPasses, 3), (snapshot.Proof, snapshot.Passes));
        Assert.Equal(_emulator.AccountsOf(Emulated.Image).Order(StringComparer.Ordinal), snapshot.Accounts.Select(account => account.AliyunUid));
    }

    [Fact]
    public async Task A_removal_costs_the_pass_that_notices_it()
    {
        _emulator.Faults.Succeed().BeforeNext(emulator => emulator.Unshare(Emulated.Image, Emulated.Accounts(1)));

        ImageShareSnapshot snapshot = await _emulator.Client().ReadSharesAsync(Emulated.Image, Token);

        Assert.Equal((SnapshotProof.EqualPasses, 3), (snapshot.Proof, snapshot.Passes));
        Assert.Equal(Emulated.Accounts(250)[1..], snapshot.Accounts.Select(account => account.AliyunUid));
        Assert.Equal(2 + 3 + 3, snapshot.RequestIds.Count);
        Assert.Equal(_emulator.Requests.Count, snapshot.RequestIds.Distinct().Count());
    }

    [Fact]
    public async Task A_swap_behind_the_first_pass_costs_one_pass()
    {
        _emulator.Faults.Succeed().Succeed().Succeed().BeforeNext(Swap);

        ImageShareSnapshot snapshot = await _emulator.Client().ReadSharesAsync(Emulated.Image, Token);

        Assert.Equal((SnapshotProof.EqualPasses, 3), (snapshot.Proof, snapshot.Passes));
        Assert.True(snapshot.Contains("9000"));
        Assert.False(snapshot.Contains(Emulated.Accounts(1)[0]));
    }

    [Fact]
    public async Task A_list_with_an_account_on_two_pages_is_not_proven()
    {
        ListedClient client = new(["1", "2", "3", "4", "5", "6", "1", "7", "8"]) { Cap = 3 };

        EnsException exception = await Assert.ThrowsAsync<EnsException>(() => client.ReadSharesAsync("m-1", Token));

        Assert.Contains("'1' of an earlier page came again", exception.Message, StringComparison.Ordinal);
        Assert.True(exception.IsTransient);
    }

    [Fact]
    public async Task A_list_that_moves_all_the_time_is_an_error_that_says_how()
    {
        _emulator.Faults.BeforeNext(SwapAlways);

        EnsException exception = await Assert.ThrowsAsync<EnsException>(() => _emulator.Client().ReadSharesAsync(Emulated.Image, Token));

        Assert.StartsWith($"The list of image '{Emulated.Image}' moved while it was read, so no complete list can be proven in 5 passes.", exception.Message, StringComparison.Ordinal);
        Assert.All(Enumerable.Range(1, 5), pass => Assert.Contains($"pass {pass}: 250 accounts", exception.Message, StringComparison.Ordinal));
        Assert.Contains("added: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains("removed: 15152855200000", exception.Message, StringComparison.Ordinal);
        Assert.True(exception.IsTransient);
        Assert.NotNull(exception.RequestId);
        Assert.Equal(5 * 3, _emulator.Requests.Count);
    }

    [Fact]
    public async Task A_list_that_shrinks_all_the_time_is_an_error_with_the_last_contradiction_inside()
    {
        _emulator.Faults.BeforeNext(ShrinkAlways);

        EnsException exception = await Assert.ThrowsAsync<EnsException>(() => _emulator.Client().ReadSharesAsync(Emulated.Image, Token));

        Assert.Contains("pass 5: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains("the total shrank from", exception.Message, StringComparison.Ordinal);
        Assert.Contains("the total shrank from", Assert.IsType<EnsException>(exception.InnerException).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_order_in_every_response_is_an_error()
    {
        _emulator.Unknowns |= EnsEmulatorUnknowns.UnstableOrder;

        EnsException exception = await Assert.ThrowsAsync<EnsException>(() => _emulator.Client().ReadSharesAsync(Emulated.Image, Token));

        Assert.Contains("no complete list can be proven", exception.Message, StringComparison.Ordinal);
    }

    private void Swap(EnsEmulator emulator)
    {
        emulator.Unshare(Emulated.Image, emulator.AccountsOf(Emulated.Image)[0]);
        emulator.Share(Emulated.Image, $"{9000 + _moves++}");
    }

    private void SwapAlways(EnsEmulator emulator)
    {
        Swap(emulator);
        emulator.Faults.BeforeNext(SwapAlways);
    }

    private void ShrinkAlways(EnsEmulator emulator)
    {
        emulator.Unshare(Emulated.Image, emulator.AccountsOf(Emulated.Image)[0]);
        emulator.Faults.BeforeNext(ShrinkAlways);
    }
}
