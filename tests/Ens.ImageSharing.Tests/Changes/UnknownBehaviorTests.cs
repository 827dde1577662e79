namespace Ens.ImageSharing.Tests.Changes;

/// <summary>What nobody documents: sharing and unsharing work either way.</summary>
public class UnknownBehaviorTests
{
    public static TheoryData<EnsEmulatorUnknowns> Readings =>
    [
        EnsEmulatorUnknowns.None,
        EnsEmulatorUnknowns.AddingTwiceFails,
        EnsEmulatorUnknowns.AddingOwnerFails,
        EnsEmulatorUnknowns.RemovingAbsentFails,
        EnsEmulatorUnknowns.OneChangePerCall,
        EnsEmulatorUnknowns.RemovesFirst,
        EnsEmulatorUnknowns.PartialChanges,
        EnsEmulatorUnknowns.NothingToChangeFails,
        EnsEmulatorUnknowns.SurplusIgnored,
        EnsEmulatorUnknowns.UnavailableImagesFail,
        EnsEmulatorUnknowns.AddingTwiceFails | EnsEmulatorUnknowns.RemovingAbsentFails | EnsEmulatorUnknowns.OneChangePerCall | EnsEmulatorUnknowns.PartialChanges,
    ];

    [Theory]
    [MemberData(nameof(Readings))]
    public async Task Sharing_works_while_another_client_adds_one_of_the_accounts(EnsEmulatorUnknowns unknowns)
    {
        ChangeScene scene = new("1");
        scene.Emulator.Unknowns = unknowns;
        scene.Emulator.Faults.Succeed().BeforeNext(emulator => emulator.Share(ChangeScene.Image, "3"));

        ImageShareChange change = await scene.ShareAsync("2", "3", "4");

        Assert.All((string[])["2", "3", "4"], account => Assert.True(change.After.Contains(account)));
        Assert.Equal(["1", "2", "3", "4"], scene.Accounts.Order(StringComparer.Ordinal));
        Assert.Superset(new HashSet<string> { "2", "4" }, change.Added.ToHashSet());
    }

    [Theory]
    [MemberData(nameof(Readings))]
    public async Task Unsharing_works_while_another_client_removes_one_of_the_accounts(EnsEmulatorUnknowns unknowns)
    {
        ChangeScene scene = new("1", "2", "3", "4");
        scene.Emulator.Unknowns = unknowns;
        scene.Emulator.Faults.Succeed().Succeed().BeforeNext(emulator => emulator.Unshare(ChangeScene.Image, "3"));

        ImageShareChange change = await scene.UnshareAsync("2", "3", "4");

        Assert.Equal("1", Assert.Single(change.After.Accounts).AliyunUid);
        Assert.Equal(["1"], scene.Accounts);
    }

    [Fact]
    public async Task Accounts_that_are_seen_after_a_refusal_of_their_call_are_not_left_unmentioned()
    {
        ChangeScene scene = new();
        scene.Emulator.Faults.Succeed().Error(400, "InvalidParameter.AddAccounts")
            .BeforeNext(emulator => emulator.Share(ChangeScene.Image, "7", "8")).Succeed().Error(400, "InvalidParameter.AddAccounts");

        EnsInvalidParameterException exception = await Assert.ThrowsAsync<EnsInvalidParameterException>(() => scene.ShareAsync("7", "8", "9"));

        Assert.Equal([], Assert.IsType<string[]>(exception.Data["Changed"]));
        Assert.Equal(["7", "8"], Assert.IsType<string[]>(exception.Data["Unknown"]));
    }

    [Theory]
    [MemberData(nameof(Readings))]
    public async Task A_lost_answer_is_settled_by_reading(EnsEmulatorUnknowns unknowns)
    {
        ChangeScene scene = new("9");
        scene.Emulator.Unknowns = unknowns;
        scene.Emulator.Faults.Succeed().LoseAnswer();
        ImageShareChange shared = await scene.ShareAsync("7", "8");
        scene.Emulator.Faults.Succeed().LoseAnswer();
        ImageShareChange unshared = await scene.UnshareAsync("9");

        Assert.Equal(["7", "8"], shared.Added);
        Assert.Equal(["9"], unshared.Removed);
        Assert.Equal(["7,8", "-9"], scene.SentAccounts);
    }

    [Theory]
    [InlineData(EnsEmulatorUnknowns.None)]
    [InlineData(EnsEmulatorUnknowns.AddingTwiceFails | EnsEmulatorUnknowns.RemovingAbsentFails)]
    public async Task A_lost_answer_of_a_change_that_is_seen_late_is_settled_by_reading(EnsEmulatorUnknowns unknowns)
    {
        ChangeScene scene = new("9");
        scene.Emulator.Unknowns = unknowns;
        scene.Emulator.Faults.ReadDelay = TimeSpan.FromSeconds(5);
        scene.Emulator.Faults.Succeed().LoseAnswer();
        ImageShareChange shared = await scene.ShareAsync("7", "8");
        scene.Emulator.Faults.Succeed().LoseAnswer();
        ImageShareChange unshared = await scene.UnshareAsync("9");

        Assert.Equal(["7", "8"], shared.Added);
        Assert.Equal(["9"], unshared.Removed);
        Assert.Equal(["7", "8"], scene.Accounts);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(9)]
    public async Task Accounts_that_are_ignored_silently_are_sent_again_in_smaller_changes(int accountsPerCall)
    {
        ChangeScene scene = new();
        scene.Emulator.Unknowns = EnsEmulatorUnknowns.SurplusIgnored;
        scene.Emulator.AccountsPerCallLimit = accountsPerCall;

        ImageShareChange change = await scene.ShareAsync(Emulated.Accounts(25));

        Assert.Equal(Emulated.Accounts(25), change.Added);
        Assert.Equal(25, change.After.Accounts.Count);
    }

    [Fact]
    public async Task A_full_image_that_ignores_the_surplus_is_an_error_that_tells_which_accounts_were_added()
    {
        ChangeScene scene = new();
        scene.Emulator.Unknowns = EnsEmulatorUnknowns.SurplusIgnored;
        scene.Emulator.AccountsPerImageLimit = 12;

        TimeoutException exception = await Assert.ThrowsAsync<TimeoutException>(() => scene.ShareAsync(Emulated.Accounts(14)));

        Assert.Equal((string.Join(",", Emulated.Accounts(12)), string.Join(",", Emulated.Accounts(14)[12..])), ChangeScene.Told(exception));
    }

    [Fact]
    public async Task A_full_image_that_refuses_the_surplus_is_an_error_that_tells_which_accounts_were_added()
    {
        ChangeScene scene = new();
        scene.Emulator.AccountsPerImageLimit = 12;

        EnsInvalidParameterException exception = await Assert.ThrowsAsync<EnsInvalidParameterException>(() => scene.ShareAsync(Emulated.Accounts(14)));

        Assert.Equal((string.Join(",", Emulated.Accounts(10)), ""), ChangeScene.Told(exception));
    }

    [Fact]
    public async Task The_owner_who_cannot_be_added_is_an_error_in_both_readings()
    {
        ChangeScene scene = new();

        TimeoutException ignored = await Assert.ThrowsAsync<TimeoutException>(() => scene.ShareAsync(scene.Emulator.OwnerAliyunUid));
        scene.Emulator.Unknowns = EnsEmulatorUnknowns.AddingOwnerFails;
        EnsInvalidParameterException refused = await Assert.ThrowsAsync<EnsInvalidParameterException>(() => scene.ShareAsync(scene.Emulator.OwnerAliyunUid));

        Assert.Equal(("", scene.Emulator.OwnerAliyunUid), ChangeScene.Told(ignored));
        Assert.Equal(("", ""), ChangeScene.Told(refused));
    }

    [Theory]
    [InlineData(EnsEmulatorUnknowns.None, true)]
    [InlineData(EnsEmulatorUnknowns.UnavailableImagesFail, false)]
    public async Task An_image_that_is_not_available_is_shared_or_refused(EnsEmulatorUnknowns unknowns, bool isShared)
    {
        ChangeScene scene = new();
        scene.Emulator.AddImage(new EnsImage(ChangeScene.Image) { OwnerAlias = "self", Status = "Creating" });
        scene.Emulator.Unknowns = unknowns;

        Exception? exception = await Record.ExceptionAsync(() => scene.ShareAsync("7"));

        Assert.Equal(isShared, exception is null);
        Assert.Equal(isShared ? 1 : 0, scene.Accounts.Count);
    }

    [Theory]
    [InlineData(EnsEmulatorUnknowns.None, false)]
    [InlineData(EnsEmulatorUnknowns.PublicImagesAreShared, true)]
    public async Task A_public_image_is_shared_or_refused(EnsEmulatorUnknowns unknowns, bool isShared)
    {
        ChangeScene scene = new();
        scene.Emulator.AddImage(new EnsImage("m-public") { OwnerAlias = "system" });
        scene.Emulator.Unknowns = unknowns;

        Exception? exception = await Record.ExceptionAsync(() => scene.Client().ShareAsync("m-public", ["7"], ChangeScene.Token));

        Assert.Equal(isShared, exception is null);
    }
}
