namespace Ens.ImageSharing.Tests.Changes;

/// <summary>Changes that are seen late, get lost, or fail in the middle.</summary>
public class SettlingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(59)]
    [InlineData(60)]
    public async Task A_change_is_waited_for_until_it_is_seen(int seconds)
    {
        ChangeScene scene = new();
        scene.Emulator.Faults.ReadDelay = TimeSpan.FromSeconds(seconds);

        ImageShareChange change = await scene.ShareAsync("7");

        Assert.True(change.After.Contains("7"));
        Assert.Single(scene.Sent);
        Assert.InRange(change.After.CompletedAt - change.Before.StartedAt, TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task The_first_look_is_not_waited_for_and_the_waits_grow()
    {
        ChangeScene scene = new();
        scene.Emulator.Faults.ReadDelay = TimeSpan.FromSeconds(3);

        await scene.ShareAsync("7");

        Assert.Equal([0.5, 1, 2], scene.Time.Waits.Select(wait => wait.TotalSeconds));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_change_that_is_not_seen_in_time_is_never_told_as_done(bool share)
    {
        ChangeScene scene = share ? new() : new("7");
        scene.Emulator.Faults.ReadDelay = TimeSpan.FromSeconds(61);

        TimeoutException exception = await Assert.ThrowsAsync<TimeoutException>(() => share ? scene.ShareAsync("7") : scene.UnshareAsync("7"));

        Assert.Contains("within 60 s (EnsClientOptions.Timeout). Not seen: 7.", exception.Message, StringComparison.Ordinal);
        Assert.Equal(("", "7"), ChangeScene.Told(exception));
        Assert.Single(scene.Sent);
    }

    [Theory]
    [InlineData(500, "InternalError")]
    [InlineData(400, "ens.interface.error")]
    [InlineData(503, "NoPermission")]
    public async Task A_change_that_is_seen_not_to_have_happened_is_sent_again(int status, string code)
    {
        ChangeScene scene = new();
        scene.Emulator.Faults.Succeed().Error(status, code);

        ImageShareChange change = await scene.ShareAsync("7");

        Assert.Equal(["7"], change.Added);
        Assert.Equal(["7", "7"], scene.SentAccounts);
    }

    [Fact]
    public async Task A_change_that_happened_is_not_sent_again_whatever_the_answer()
    {
        ChangeScene scene = new("9");
        scene.Emulator.Faults.Succeed().Truncate();
        await scene.ShareAsync("7");
        scene.Emulator.Faults.Succeed().LoseAnswer();
        await scene.UnshareAsync("9");

        Assert.Equal(["7", "-9"], scene.SentAccounts);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task A_service_that_never_says_what_it_did_is_an_unknown_outcome(int maxRetries)
    {
        ChangeScene scene = new();
        scene.Options.MaxRetries = maxRetries;
        EnsClient client = new BrokenChanges(scene);

        EnsOutcomeUnknownException exception = await Assert.ThrowsAsync<EnsOutcomeUnknownException>(
            () => client.ShareAsync(ChangeScene.Image, ["7"], ChangeScene.Token));

        Assert.Equal(("", "7"), ChangeScene.Told(exception));
        Assert.IsType<EnsServerException>(exception.InnerException);
        Assert.Equal(maxRetries + 1, scene.Sent.Length);
    }

    [Fact]
    public async Task Without_retries_a_lost_answer_is_settled_by_reading_too()
    {
        ChangeScene scene = new();
        scene.Options.MaxRetries = 0;
        scene.Emulator.Faults.Succeed().LoseAnswer();

        Assert.Equal(["7"], (await scene.ShareAsync("7")).Added);
        Assert.Single(scene.Sent);
    }

    [Fact]
    public async Task Throttling_is_waited_for()
    {
        ChangeScene scene = new();
        scene.Emulator.Faults.Throttle().Succeed().Throttle().Throttle();

        Assert.Equal(["7"], (await scene.ShareAsync("7")).Added);
        Assert.Equal(3, scene.Sent.Length);
    }

    [Fact]
    public async Task A_refusal_in_the_middle_tells_what_was_done_before_it()
    {
        ChangeScene scene = new();
        scene.Emulator.Faults.Succeed().Succeed().Succeed().Error(400, EnsErrorCodes.NoPermission);

        EnsNoPermissionException exception = await Assert.ThrowsAsync<EnsNoPermissionException>(() => scene.ShareAsync(Emulated.Accounts(35)));

        Assert.Equal((string.Join(",", Emulated.Accounts(20)), ""), ChangeScene.Told(exception));
        Assert.Equal(Emulated.Accounts(20), scene.Accounts);
    }

    [Fact]
    public async Task A_removal_that_is_refused_tells_what_was_removed_before_it()
    {
        ChangeScene scene = new("1", "2", "3");
        scene.Emulator.Faults.Succeed().Succeed().Error(400, EnsErrorCodes.InvalidParameter);

        EnsInvalidParameterException exception = await Assert.ThrowsAsync<EnsInvalidParameterException>(() => scene.UnshareAsync("1", "2", "3"));

        Assert.Equal(("1", ""), ChangeScene.Told(exception));
        Assert.Equal(["2", "3"], scene.Accounts);
    }

    [Fact]
    public async Task A_refusal_tells_what_the_service_accepted_and_nobody_sees_as_unknown()
    {
        ChangeScene scene = new();
        scene.Emulator.Faults.ReadDelay = TimeSpan.FromDays(1);
        scene.Emulator.Faults.Succeed().Succeed().Error(400, EnsErrorCodes.NoPermission);

        EnsOutcomeUnknownException exception = await Assert.ThrowsAsync<EnsOutcomeUnknownException>(() => scene.ShareAsync(Emulated.Accounts(20)));

        Assert.IsType<EnsNoPermissionException>(exception.InnerException);
        Assert.Equal(("", string.Join(",", Emulated.Accounts(10))), ChangeScene.Told(exception));
    }

    [Fact]
    public async Task A_read_that_fails_after_an_accepted_change_leaves_the_change_unknown()
    {
        ChangeScene scene = new();
        scene.Emulator.Faults.Succeed().Succeed().Error(400, EnsErrorCodes.NoPermission);

        EnsOutcomeUnknownException exception = await Assert.ThrowsAsync<EnsOutcomeUnknownException>(() => scene.ShareAsync("7"));

        Assert.Equal(("", "7"), ChangeScene.Told(exception));
        Assert.Equal(EnsErrorCodes.NoPermission, exception.ErrorCode);
        Assert.IsType<EnsNoPermissionException>(exception.InnerException);
        Assert.StartsWith($"It is unknown whether image '{ChangeScene.Image}' was shared with 7: ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_read_that_fails_after_a_lost_answer_leaves_the_removal_unknown()
    {
        ChangeScene scene = new("7");
        scene.Options.MaxRetries = 0;
        scene.Emulator.Faults.Succeed().LoseAnswer().Drop();

        EnsOutcomeUnknownException exception = await Assert.ThrowsAsync<EnsOutcomeUnknownException>(() => scene.UnshareAsync("7"));

        Assert.IsType<HttpRequestException>(exception.InnerException);
        Assert.StartsWith($"It is unknown whether image '{ChangeScene.Image}' was unshared from 7: ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_client_that_undoes_every_change_ends_the_sending()
    {
        ChangeScene scene = new();
        EnsClient client = new Undone(scene);

        EnsException exception = await Assert.ThrowsAsync<EnsException>(() => client.ShareAsync(ChangeScene.Image, ["7", "8"], ChangeScene.Token));

        Assert.Contains("another client undoes it", exception.Message, StringComparison.Ordinal);
        Assert.True(exception.IsTransient);
        Assert.Equal(("7,8", ""), ChangeScene.Told(exception));
    }

    [Fact]
    public async Task An_account_that_comes_back_before_it_was_seen_to_be_gone_is_never_told_as_removed()
    {
        ChangeScene scene = new("1", "2");
        scene.Emulator.Faults.Succeed().Succeed().Succeed().BeforeNext(emulator => emulator.Share(ChangeScene.Image, "1"));

        TimeoutException exception = await Assert.ThrowsAsync<TimeoutException>(() => scene.UnshareAsync("1", "2"));

        Assert.Equal(("2", "1"), ChangeScene.Told(exception));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Random_faults_on_the_way_change_nothing_about_what_is_told(bool share)
    {
        for (int seed = 0; seed < 100; seed++)
        {
            string[] accounts = Emulated.Accounts(25);
            ChangeScene scene = share ? new() : new(accounts);
            scene.Options.MaxRetries = 10;
            scene.Emulator.Faults.AtRandom(seed, rate: 0.3);

            ImageShareChange change = share ? await scene.ShareAsync(accounts) : await scene.UnshareAsync(accounts);

            Assert.Equal(accounts, share ? change.Added : change.Removed);
            Assert.Equal(share ? accounts : [], change.After.Accounts.Select(account => account.AliyunUid));
        }
    }

    /// <summary>A service that reads well and breaks at every change.</summary>
    private sealed class BrokenChanges(ChangeScene scene) : EnsClient(scene.Emulator.Credentials, scene.Options, scene.Emulator, null, scene.Time)
    {
        public override Task<ModifyImageSharePermissionResult> ModifyImageSharePermissionAsync(
            ModifyImageSharePermissionRequest request, CancellationToken cancellationToken = default)
        {
            scene.Emulator.Faults.Error(500, EnsErrorCodes.InternalError);
            return base.ModifyImageSharePermissionAsync(request, cancellationToken);
        }
    }

    /// <summary>After every change another client removes the account that was seen before, so that one of two is always missing.</summary>
    private sealed class Undone(ChangeScene scene) : EnsClient(scene.Emulator.Credentials, scene.Options, scene.Emulator, null, scene.Time)
    {
        private int _changes;

        public override async Task<ModifyImageSharePermissionResult> ModifyImageSharePermissionAsync(
            ModifyImageSharePermissionRequest request, CancellationToken cancellationToken = default)
        {
            ModifyImageSharePermissionResult result = await base.ModifyImageSharePermissionAsync(request, cancellationToken);
            scene.Emulator.Unshare(ChangeScene.Image, _changes++ % 2 == 0 ? "7" : "8");
            return result;
        }
    }
}
