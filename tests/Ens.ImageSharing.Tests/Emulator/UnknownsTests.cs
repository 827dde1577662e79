namespace Ens.ImageSharing.Tests.Emulator;

/// <summary>Both readings of what the documentation leaves open.</summary>
public class UnknownsTests
{
    private readonly EnsEmulator _emulator = new();
    private readonly RawCaller _caller;

    public UnknownsTests()
    {
        _caller = RawCaller.Of(_emulator);
        _emulator.Share("m-1", "7", "8");
    }

    [Theory]
    [InlineData(EnsEmulatorUnknowns.None, 2)]
    [InlineData(EnsEmulatorUnknowns.FilteredTotal, 1)]
    public async Task The_total_of_a_filtered_list(EnsEmulatorUnknowns unknowns, int total)
    {
        _emulator.Unknowns = unknowns;

        RawAnswer answer = await _caller.ListAccountsAsync("m-1", ("AliyunId", "8"));

        Assert.Equal(total, answer.Body.GetProperty("TotalCount").GetInt32());
        Assert.Equal(["8"], answer.AliyunUids);
    }

    [Fact]
    public void The_total_of_a_filtered_list_is_filtered_by_default() => Assert.Equal(EnsEmulatorUnknowns.FilteredTotal, new EnsEmulator().Unknowns);

    [Theory]
    [InlineData(EnsEmulatorUnknowns.None, 1)]
    [InlineData(EnsEmulatorUnknowns.UnstableOrder, 2)]
    public async Task The_order_of_lists(EnsEmulatorUnknowns unknowns, int orders)
    {
        _emulator.Share("m-2");
        _emulator.Unknowns = unknowns;
        HashSet<string> accounts = [], images = [];
        foreach (int _ in Enumerable.Range(0, 2))
        {
            accounts.Add(string.Join(",", (await _caller.ListAccountsAsync("m-1")).AliyunUids));
        }

        foreach (int _ in Enumerable.Range(0, 2))
        {
            images.Add(string.Join(",", (await _caller.ListImagesAsync()).ImageIds));
        }

        Assert.Equal((orders, orders), (accounts.Count, images.Count));
    }

    [Theory]
    [InlineData(EnsEmulatorUnknowns.None, "7,9", null, "7,8,9")]
    [InlineData(EnsEmulatorUnknowns.None, "9,9", null, "7,8,9")]
    [InlineData(EnsEmulatorUnknowns.AddingTwiceFails, "7,9", "InvalidParameter.AddAccounts", "7,8")]
    [InlineData(EnsEmulatorUnknowns.AddingTwiceFails, "9,9", "InvalidParameter.AddAccounts", "7,8")]
    [InlineData(EnsEmulatorUnknowns.AddingTwiceFails, "9", null, "7,8,9")]
    public Task An_account_that_has_the_image_already(EnsEmulatorUnknowns unknowns, string add, string? code, string accounts) =>
        ChangesAsync(unknowns, add, remove: null, code, accounts);

    [Theory]
    [InlineData(EnsEmulatorUnknowns.None, null, "7,8,9")]
    [InlineData(EnsEmulatorUnknowns.AddingOwnerFails, "InvalidParameter.AddAccounts", "7,8")]
    public Task The_owner(EnsEmulatorUnknowns unknowns, string? code, string accounts) =>
        ChangesAsync(unknowns, "9," + _emulator.OwnerAliyunUid, remove: null, code, accounts);

    [Theory]
    [InlineData(EnsEmulatorUnknowns.None, null, "9", null, "7,8")]
    [InlineData(EnsEmulatorUnknowns.RemovingAbsentFails, null, "9", "InvalidParameter.RemoveAccounts", "7,8")]
    [InlineData(EnsEmulatorUnknowns.RemovingAbsentFails, null, "8", null, "7")]
    [InlineData(EnsEmulatorUnknowns.RemovingAbsentFails, "9", "9", null, "7,8")]
    [InlineData(EnsEmulatorUnknowns.RemovingAbsentFails | EnsEmulatorUnknowns.RemovesFirst, "9", "9", "InvalidParameter.RemoveAccounts", "7,8")]
    public Task An_account_that_does_not_have_the_image(EnsEmulatorUnknowns unknowns, string? add, string? remove, string? code, string accounts) =>
        ChangesAsync(unknowns, add, remove, code, accounts);

    [Theory]
    [InlineData(EnsEmulatorUnknowns.None, null, "8,9")]
    [InlineData(EnsEmulatorUnknowns.OneChangePerCall, "InvalidParameter.RemoveAccounts", "7,8")]
    public Task Both_lists_in_one_call(EnsEmulatorUnknowns unknowns, string? code, string accounts) => ChangesAsync(unknowns, "9", "7", code, accounts);

    [Theory]
    [InlineData(EnsEmulatorUnknowns.None, "7", null, "8")]
    [InlineData(EnsEmulatorUnknowns.RemovesFirst, "7", null, "8,7")]
    [InlineData(EnsEmulatorUnknowns.RemovesFirst | EnsEmulatorUnknowns.AddingTwiceFails, "7", null, "8,7")]
    [InlineData(EnsEmulatorUnknowns.AddingTwiceFails, "7", "InvalidParameter.AddAccounts", "7,8")]
    public Task The_same_account_in_both_lists(EnsEmulatorUnknowns unknowns, string account, string? code, string accounts) =>
        ChangesAsync(unknowns, account, account, code, accounts);

    [Theory]
    [InlineData(EnsEmulatorUnknowns.None, "9", "5", "7,8")]
    [InlineData(EnsEmulatorUnknowns.PartialChanges, "9", "5", "7,8,9")]
    [InlineData(EnsEmulatorUnknowns.None, "8", "7", "7,8")]
    [InlineData(EnsEmulatorUnknowns.PartialChanges, "8", "7", "8")]
    public async Task One_half_of_a_change_that_is_refused(EnsEmulatorUnknowns unknowns, string add, string remove, string accounts)
    {
        _emulator.Unknowns = unknowns | EnsEmulatorUnknowns.RemovingAbsentFails | EnsEmulatorUnknowns.AddingTwiceFails;

        Assert.StartsWith("InvalidParameter.", (await _caller.ChangeAsync("m-1", add, remove)).ErrorCode, StringComparison.Ordinal);
        Assert.Equal(accounts, string.Join(",", _emulator.AccountsOf("m-1")));
    }

    [Theory]
    [InlineData(EnsEmulatorUnknowns.None, null)]
    [InlineData(EnsEmulatorUnknowns.NothingToChangeFails, "MissingParameter")]
    public Task Nothing_to_change(EnsEmulatorUnknowns unknowns, string? code) => ChangesAsync(unknowns, add: null, remove: null, code, "7,8");

    [Theory]
    [InlineData(EnsEmulatorUnknowns.None, null, 2, "3,4", null, "7,8,3,4")]
    [InlineData(EnsEmulatorUnknowns.None, null, 2, "3,4,5", "InvalidParameter.AddAccounts", "7,8")]
    [InlineData(EnsEmulatorUnknowns.SurplusIgnored, null, 2, "3,4,5", null, "7,8,3,4")]
    [InlineData(EnsEmulatorUnknowns.None, 3, null, "3,7", null, "7,8,3")]
    [InlineData(EnsEmulatorUnknowns.None, 3, null, "3,4", "InvalidParameter.AddAccounts", "7,8")]
    [InlineData(EnsEmulatorUnknowns.SurplusIgnored, 3, null, "3,4", null, "7,8,3")]
    [InlineData(EnsEmulatorUnknowns.None, 1, null, "3", "InvalidParameter.AddAccounts", "7,8")]
    public Task More_accounts_than_a_limit(EnsEmulatorUnknowns unknowns, int? perImage, int? perCall, string add, string? code, string accounts)
    {
        _emulator.AccountsPerImageLimit = perImage;
        _emulator.AccountsPerCallLimit = perCall;

        return ChangesAsync(unknowns, add, remove: null, code, accounts);
    }

    [Theory]
    [InlineData(EnsEmulatorUnknowns.None, "InvalidParameter.AddAccounts", "7,8")]
    [InlineData(EnsEmulatorUnknowns.RemovesFirst, null, "8,9")]
    public Task An_account_that_makes_room_for_another(EnsEmulatorUnknowns unknowns, string? code, string accounts)
    {
        _emulator.AccountsPerImageLimit = 2;

        return ChangesAsync(unknowns, "9", "7", code, accounts);
    }

    [Theory]
    [InlineData(EnsEmulatorUnknowns.None, "Packing", null)]
    [InlineData(EnsEmulatorUnknowns.UnavailableImagesFail, "Packing", "InvalidParameter.ImageId")]
    [InlineData(EnsEmulatorUnknowns.UnavailableImagesFail, "Available", null)]
    public async Task The_state_of_the_image(EnsEmulatorUnknowns unknowns, string status, string? code)
    {
        _emulator.AddImage(new EnsImage("m-1") { OwnerAlias = "self", Status = status });

        await ChangesAsync(unknowns, "9", remove: null, code, code is null ? "7,8,9" : "7,8");
    }

    [Theory]
    [InlineData(EnsEmulatorUnknowns.None, "InvalidImageType.NotSupported", "InvalidParameter.ImageId")]
    [InlineData(EnsEmulatorUnknowns.PublicImagesAreShared, null, null)]
    public async Task Public_images(EnsEmulatorUnknowns unknowns, string? changeCode, string? readCode)
    {
        _emulator.AddImage(new EnsImage("m-public") { OwnerAlias = "system" });
        _emulator.Unknowns = unknowns;

        Assert.Equal(changeCode, (await _caller.ChangeAsync("m-public", add: "9")).ErrorCode);
        Assert.Equal(readCode, (await _caller.ListAccountsAsync("m-public")).ErrorCode);
    }

    [Theory]
    [InlineData(EnsEmulatorUnknowns.None, null, "\"50\"")]
    [InlineData(EnsEmulatorUnknowns.SmallImagePages, null, "\"100\"")]
    [InlineData(EnsEmulatorUnknowns.LargeImagePagesFail, "InvalidParameter.PageSize", null)]
    public async Task More_than_fifty_images_a_page(EnsEmulatorUnknowns unknowns, string? code, string? echoed)
    {
        Array.ForEach(Emulated.Accounts(60), number => _emulator.Share("m-" + number));
        _emulator.Unknowns = unknowns;

        RawAnswer answer = await _caller.ListImagesAsync(("PageSize", "100"));

        Assert.Equal(code, answer.ErrorCode);
        Assert.True(code is not null || (answer.ImageObjects.Length, answer.Text("PageSize")) == (50, echoed));
    }

    [Fact]
    public async Task Fifty_images_a_page_are_never_too_many()
    {
        _emulator.Unknowns = EnsEmulatorUnknowns.LargeImagePagesFail;

        Assert.Null((await _caller.ListImagesAsync(("PageSize", "50"))).ErrorCode);
    }

    private async Task ChangesAsync(EnsEmulatorUnknowns unknowns, string? add, string? remove, string? code, string accounts)
    {
        _emulator.Unknowns = unknowns;

        Assert.Equal(code, (await _caller.ChangeAsync("m-1", add, remove)).ErrorCode);
        Assert.Equal(accounts, string.Join(",", _emulator.AccountsOf("m-1")));
    }
}
