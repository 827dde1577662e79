namespace Ens.ImageSharing.Tests.Changes;

/// <summary>Sharing and unsharing, as it goes well.</summary>
public class ShareTests
{
    [Fact]
    public async Task Sharing_tells_what_was_before_and_after_and_what_was_added()
    {
        ChangeScene scene = new("1", "2");

        ImageShareChange change = await scene.ShareAsync("3", "2", "4");

        Assert.Equal(["1", "2"], change.Before.Accounts.Select(account => account.AliyunUid));
        Assert.Equal(["1", "2", "3", "4"], change.After.Accounts.Select(account => account.AliyunUid));
        Assert.Equal((ChangeScene.Image, true), (change.ImageId, change.Changed));
        Assert.Equal(["3", "4"], change.Added);
        Assert.Empty(change.Removed);
        Assert.Equal(["3,4"], scene.SentAccounts);
        Assert.Single(change.RequestIds);
        Assert.DoesNotContain(change.RequestIds[0], change.Before.RequestIds.Concat(change.After.RequestIds));
    }

    [Fact]
    public async Task Unsharing_tells_what_was_before_and_after_and_what_was_removed()
    {
        ChangeScene scene = new("1", "2", "3");

        ImageShareChange change = await scene.UnshareAsync("3", "4", "1");

        Assert.Equal(["1", "2", "3"], change.Before.Accounts.Select(account => account.AliyunUid));
        Assert.Equal(["2"], change.After.Accounts.Select(account => account.AliyunUid));
        Assert.Equal(["3", "1"], change.Removed);
        Assert.Empty(change.Added);
        Assert.Equal(["-3", "-1"], scene.SentAccounts);
        Assert.Equal(2, change.RequestIds.Count);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(10, 1)]
    [InlineData(11, 2)]
    [InlineData(25, 3)]
    public async Task Accounts_are_added_ten_at_a_time(int accounts, int sends)
    {
        ChangeScene scene = new();

        ImageShareChange change = await scene.ShareAsync(Emulated.Accounts(accounts));

        Assert.Equal(Emulated.Accounts(accounts), change.Added);
        Assert.Equal(Emulated.Accounts(accounts).Chunk(10).Select(batch => string.Join(",", batch)), scene.SentAccounts);
        Assert.Equal(sends, change.RequestIds.Count);
    }

    [Fact]
    public async Task Accounts_are_removed_one_by_one()
    {
        ChangeScene scene = new(Emulated.Accounts(12));

        await scene.UnshareAsync(Emulated.Accounts(12));

        Assert.Equal(Emulated.Accounts(12).Select(account => "-" + account), scene.SentAccounts);
        Assert.Empty(scene.Accounts);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_world_that_is_as_it_shall_be_is_read_once_and_nothing_is_sent(bool share)
    {
        ChangeScene scene = share ? new("1", "2") : new("3");

        ImageShareChange change = share ? await scene.ShareAsync("2", "1") : await scene.UnshareAsync("2", "1");

        Assert.False(change.Changed);
        Assert.Same(change.Before, change.After);
        Assert.Single(scene.Emulator.Requests);
        Assert.Empty(change.RequestIds);
    }

    [Fact]
    public async Task An_account_that_is_given_twice_counts_once()
    {
        ChangeScene scene = new();

        ImageShareChange change = await scene.ShareAsync("7", "8", "7");

        Assert.Equal(["7", "8"], change.Added);
        Assert.Equal(["7,8"], scene.SentAccounts);
    }

    [Fact]
    public async Task A_long_list_is_proven_before_and_after()
    {
        ChangeScene scene = new(Emulated.Accounts(250));

        ImageShareChange change = await scene.ShareAsync("7");

        Assert.Equal((SnapshotProof.EqualPasses, SnapshotProof.EqualPasses), (change.Before.Proof, change.After.Proof));
        Assert.Equal(251, change.After.Accounts.Count);
    }

    [Fact]
    public async Task Accounts_that_were_not_given_are_left_alone()
    {
        ChangeScene scene = new("1", "2");
        scene.Emulator.Faults.Succeed().BeforeNext(emulator => emulator.Share(ChangeScene.Image, "99"));

        await scene.ShareAsync("3");
        await scene.UnshareAsync("1");

        Assert.Equal(["2", "99", "3"], scene.Accounts);
    }

    [Fact]
    public void Bad_arguments_are_refused_by_the_call()
    {
        ChangeScene scene = new();
        EnsClient client = scene.Client();
        (string Name, Action Call)[] calls =
        [
            ("imageId", () => _ = client.ShareAsync("", ["7"], ChangeScene.Token)),
            ("imageId", () => _ = client.UnshareAsync("m-1\r", ["7"], ChangeScene.Token)),
            ("aliyunUids", () => _ = client.ShareAsync("m-1", null!, ChangeScene.Token)),
            ("aliyunUids", () => _ = client.ShareAsync("m-1", [], ChangeScene.Token)),
            ("aliyunUids", () => _ = client.UnshareAsync("m-1", ["7", "eight"], ChangeScene.Token)),
            ("aliyunUids", () => _ = client.UnshareAsync("m-1", ["7", null!], ChangeScene.Token)),
        ];

        Assert.All(calls, call => Assert.Equal(call.Name, Assert.ThrowsAny<ArgumentException>(call.Call).ParamName));
        Assert.Empty(scene.Emulator.Requests);
    }

    [Fact]
    public async Task A_key_that_may_only_read_changes_nothing()
    {
        ChangeScene scene = new("1");
        scene.Emulator.AddAccessKey("reader", "secret", EnsEmulatorPermissions.Read);
        EnsClient reader = scene.Client(EnsCredentials.FromAccessKey("reader", "secret"));

        EnsNoPermissionException exception = await Assert.ThrowsAsync<EnsNoPermissionException>(
            () => reader.ShareAsync(ChangeScene.Image, ["7"], ChangeScene.Token));
        await Assert.ThrowsAsync<EnsNoPermissionException>(() => reader.UnshareAsync(ChangeScene.Image, ["1"], ChangeScene.Token));

        Assert.Equal(("", ""), ChangeScene.Told(exception));
        Assert.Equal(["1"], scene.Accounts);
        Assert.Equal(["7", "-1"], scene.SentAccounts);
    }

    [Fact]
    public async Task A_double_that_overrides_the_single_calls_shares_and_unshares()
    {
        Double client = new();

        ImageShareChange shared = await client.ShareAsync("m-1", ["1", "2"], ChangeScene.Token);
        ImageShareChange unshared = await client.UnshareAsync("m-1", ["1"], ChangeScene.Token);

        Assert.Equal(["1", "2"], shared.Added);
        Assert.Equal("2", Assert.Single(unshared.After.Accounts).AliyunUid);
    }

    [Fact]
    public void A_change_that_a_test_creates_has_no_null_lists()
    {
        ImageShareChange change = new() { Added = null!, Removed = null!, RequestIds = null! };

        Assert.Equal((0, 0, 0, false), (change.Added.Count, change.Removed.Count, change.RequestIds.Count, change.Changed));
        Assert.True(new ImageShareChange { Removed = ["7"] }.Changed);
    }

    private sealed class Double : EnsClient
    {
        private readonly List<string> _accounts = [];

        public override Task<ImageSharePage> DescribeImageSharePermissionAsync(
            DescribeImageSharePermissionRequest request, CancellationToken cancellationToken = default) =>
            Task.FromResult(new ImageSharePage
            {
                ImageId = request.ImageId,
                PageSize = 100,
                TotalCount = _accounts.Count,
                Accounts = [.. _accounts.Select(id => new SharedAccount(id))],
            });

        public override Task<ModifyImageSharePermissionResult> ModifyImageSharePermissionAsync(
            ModifyImageSharePermissionRequest request, CancellationToken cancellationToken = default)
        {
            _accounts.AddRange(request.AddAccounts);
            _accounts.RemoveAll(account => account == request.RemoveAccount);
            return Task.FromResult(new ModifyImageSharePermissionResult());
        }
    }
}
