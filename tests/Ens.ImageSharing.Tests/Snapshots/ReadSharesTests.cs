using Microsoft.Extensions.Time.Testing;

namespace Ens.ImageSharing.Tests.Snapshots;

/// <summary>The whole list of an image, proven.</summary>
public class ReadSharesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(99)]
    [InlineData(100)]
    public async Task A_list_that_one_response_holds_is_proven_by_it(int accounts)
    {
        EnsEmulator emulator = Emulated.With(accounts);

        ImageShareSnapshot snapshot = await emulator.Client().ReadSharesAsync(Emulated.Image, Token);

        Assert.Equal((SnapshotProof.OneAnswer, 1, 1), (snapshot.Proof, snapshot.Passes, emulator.Requests.Count));
        Assert.Equal(Emulated.Accounts(accounts), snapshot.Accounts.Select(account => account.AliyunUid));
        Assert.Equal((Emulated.Image, "100"), (snapshot.ImageId, emulator.Requests[0].Parameter("PageSize")));
        Assert.Single(snapshot.RequestIds);
    }

    [Theory]
    [InlineData(101, 100)]
    [InlineData(250, 100)]
    [InlineData(1000, 100)]
    [InlineData(101, 50)]
    [InlineData(250, 10)]
    [InlineData(1000, 3)]
    public async Task A_longer_list_is_proven_by_two_passes_with_other_page_boundaries(int accounts, int pageSizeLimit)
    {
        EnsEmulator emulator = Emulated.With(accounts);
        emulator.PageSizeLimit = pageSizeLimit;

        ImageShareSnapshot snapshot = await emulator.Client().ReadSharesAsync(Emulated.Image, Token);

        Assert.Equal((SnapshotProof.EqualPasses, 2), (snapshot.Proof, snapshot.Passes));
        Assert.Equal(Emulated.Accounts(accounts), snapshot.Accounts.Select(account => account.AliyunUid));
        Assert.Equal(["100", $"{pageSizeLimit - 1}"], emulator.Requests.Select(request => request.Parameter("PageSize")).Distinct());
    }

    [Theory]
    [InlineData(101, 50)]
    [InlineData(250, 10)]
    [InlineData(1000, 3)]
    public async Task A_limit_that_the_service_does_not_echo_changes_nothing(int accounts, int cap)
    {
        ListedClient client = new(Emulated.Accounts(accounts)) { Cap = cap, EchoesCap = false };

        ImageShareSnapshot snapshot = await client.ReadSharesAsync("m-1", Token);

        Assert.Equal((SnapshotProof.EqualPasses, 2), (snapshot.Proof, snapshot.Passes));
        Assert.Equal(Emulated.Accounts(accounts), snapshot.Accounts.Select(account => account.AliyunUid));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(99)]
    [InlineData(100)]
    [InlineData(101)]
    [InlineData(250)]
    public async Task Without_a_total_no_single_response_proves_anything(int accounts)
    {
        EnsEmulator emulator = Emulated.With(accounts);
        emulator.Shape = EnsEmulatorShape.NoTotalCount;

        ImageShareSnapshot snapshot = await emulator.Client().ReadSharesAsync(Emulated.Image, Token);

        Assert.Equal((SnapshotProof.EqualPasses, 2), (snapshot.Proof, snapshot.Passes));
        Assert.Equal(Emulated.Accounts(accounts), snapshot.Accounts.Select(account => account.AliyunUid));
    }

    [Fact]
    public async Task A_service_that_ignores_the_page_size_proves_nothing_and_the_error_says_so()
    {
        ListedClient client = new(Emulated.Accounts(250)) { IgnoresPageSize = true };

        EnsException exception = await Assert.ThrowsAsync<EnsException>(() => client.ReadSharesAsync("m-1", Token));

        Assert.StartsWith("The service divides the list of image 'm-1' at the same places whatever page size is requested", exception.Message, StringComparison.Ordinal);
        Assert.False(exception.IsTransient);
    }

    [Fact]
    public async Task The_request_IDs_of_all_responses_are_kept_in_order()
    {
        ListedClient client = new(Emulated.Accounts(250));

        ImageShareSnapshot snapshot = await client.ReadSharesAsync("m-1", Token);

        Assert.Equal(6, client.RequestIds.Count);
        Assert.Equal(client.RequestIds, snapshot.RequestIds);
    }

    [Fact]
    public async Task The_times_are_those_of_the_clients_clock()
    {
        FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 27, 0, 0, 0, TimeSpan.Zero));
        EnsEmulator emulator = new(time);
        emulator.Share("m-1", "7");
        emulator.Faults.BeforeNext(_ => time.Advance(TimeSpan.FromSeconds(5)));
        EnsClient client = new(emulator.Credentials, emulator.Options, emulator, loggerFactory: null, time);

        ImageShareSnapshot snapshot = await client.ReadSharesAsync("m-1", Token);

        Assert.Equal(TimeSpan.FromSeconds(5), snapshot.CompletedAt - snapshot.StartedAt);
        Assert.Equal(time.GetUtcNow(), snapshot.CompletedAt);
    }

    [Fact]
    public async Task A_refusal_ends_the_reading_as_it_is()
    {
        EnsEmulator emulator = Emulated.With(accounts: 250);
        emulator.Faults.Succeed().Error(400, EnsErrorCodes.NoPermission);

        EnsNoPermissionException exception = await Assert.ThrowsAsync<EnsNoPermissionException>(
            () => emulator.Client().ReadSharesAsync(Emulated.Image, Token));

        Assert.Equal((2, 2), (exception.PageNumber, emulator.Requests.Count));
    }

    [Fact]
    public async Task Canceling_ends_the_reading()
    {
        using CancellationTokenSource stop = new();
        EnsEmulator emulator = Emulated.With(accounts: 250);
        emulator.Faults.Succeed().Succeed().Succeed().BeforeNext(_ => stop.Cancel());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => emulator.Client().ReadSharesAsync(Emulated.Image, stop.Token));

        Assert.Equal(4, emulator.Requests.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("m-1\n")]
    public void A_bad_image_is_refused_by_the_call(string imageId)
    {
        EnsEmulator emulator = new();

        ArgumentException exception = Assert.ThrowsAny<ArgumentException>(() => { _ = emulator.Client().ReadSharesAsync(imageId, Token); });

        Assert.Equal("imageId", exception.ParamName);
        Assert.Empty(emulator.Requests);
    }
}
