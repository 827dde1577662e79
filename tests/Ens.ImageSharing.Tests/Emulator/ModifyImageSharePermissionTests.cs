namespace Ens.ImageSharing.Tests.Emulator;

/// <summary>How the emulator changes the accounts of an image.</summary>
public class ModifyImageSharePermissionTests
{
    private readonly EnsEmulator _emulator = new();
    private readonly RawCaller _caller;

    public ModifyImageSharePermissionTests()
    {
        _caller = RawCaller.Of(_emulator);
        _emulator.Share("m-1", "7", "8");
    }

    [Fact]
    public async Task Accounts_are_added_at_the_end_in_their_order()
    {
        RawAnswer answer = await _caller.ChangeAsync("m-1", add: "5,9,6");

        Assert.Equal(200, answer.Status);
        Assert.Equal(["7", "8", "5", "9", "6"], _emulator.AccountsOf("m-1"));
        Assert.Equal(["7", "8", "5", "9", "6"], (await _caller.ListAccountsAsync("m-1")).AliyunUids);
    }

    [Fact]
    public async Task One_account_is_removed()
    {
        Assert.Equal(200, (await _caller.ChangeAsync("m-1", remove: "7")).Status);

        Assert.Equal(["8"], _emulator.AccountsOf("m-1"));
        Assert.Equal(["8"], (await _caller.ListAccountsAsync("m-1")).AliyunUids);
    }

    [Fact]
    public async Task An_account_that_was_removed_and_is_added_again_is_the_last_one()
    {
        await _caller.ChangeAsync("m-1", remove: "7");
        await _caller.ChangeAsync("m-1", add: "7");

        Assert.Equal(["8", "7"], _emulator.AccountsOf("m-1"));
        Assert.Equal(["8", "7"], (await _caller.ListAccountsAsync("m-1")).AliyunUids);
    }

    [Fact]
    public async Task The_answer_is_a_request_id_and_nothing_else()
    {
        RawAnswer answer = await _caller.ChangeAsync("m-1", add: "9");

        Assert.Equal("RequestId", Assert.Single(answer.Body.EnumerateObject()).Name);
    }

    [Theory]
    [InlineData("", "9", null, "MissingParameter")]
    [InlineData("m-2", "9", null, "InvalidParameter.ImageId")]
    [InlineData("m-1", "", null, "InvalidParameter.AddAccounts")]
    [InlineData("m-1", "me", null, "InvalidParameter.AddAccounts")]
    [InlineData("m-1", "9,", null, "InvalidParameter.AddAccounts")]
    [InlineData("m-1", "9, 10", null, "InvalidParameter.AddAccounts")]
    [InlineData("m-1", "[\"9\"]", null, "InvalidParameter.AddAccounts")]
    [InlineData("m-1", null, "", "InvalidParameter.RemoveAccounts")]
    [InlineData("m-1", null, "7,8", "InvalidParameter.RemoveAccounts")]
    [InlineData("m-1", null, "me", "InvalidParameter.RemoveAccounts")]
    [InlineData("m-1", "9", "me", "InvalidParameter.RemoveAccounts")]
    [InlineData("m-received", "9", null, "InvalidImageType.NotSupported")]
    [InlineData("m-public", null, "7", "InvalidImageType.NotSupported")]
    public async Task What_breaks_a_rule_is_refused_and_changes_nothing(string imageId, string? add, string? remove, string code)
    {
        _emulator.AddImage(new EnsImage("m-received") { OwnerAlias = "others" });
        _emulator.AddImage(new EnsImage("m-public") { OwnerAlias = "system" });

        RawAnswer answer = await _caller.ChangeAsync(imageId, add, remove);

        Assert.Equal((400, code), (answer.Status, answer.ErrorCode));
        Assert.Equal(["7", "8"], _emulator.AccountsOf("m-1"));
    }

    [Theory]
    [InlineData("m-received", "others")]
    [InlineData("m-public", "system")]
    public async Task The_accounts_of_an_image_that_is_not_ours_cannot_be_read(string imageId, string alias)
    {
        _emulator.AddImage(new EnsImage(imageId) { OwnerAlias = alias });

        Assert.Equal("InvalidParameter.ImageId", (await _caller.ListAccountsAsync(imageId)).ErrorCode);
    }

    [Fact]
    public async Task An_image_that_was_added_without_an_owner_can_be_shared()
    {
        _emulator.AddImage(new EnsImage("m-2"));

        await _caller.ChangeAsync("m-2", add: "7");

        Assert.Equal(["7"], (await _caller.ListAccountsAsync("m-2")).AliyunUids);
    }

    [Fact]
    public async Task An_operation_that_does_not_exist_is_refused()
    {
        RawAnswer answer = await _caller.CallAsync("ModifyImageSharePermissions", ("ImageId", "m-1"));

        Assert.Equal((404, "InvalidAction.NotFound"), (answer.Status, answer.ErrorCode));
    }
}
