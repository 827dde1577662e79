namespace Ens.ImageSharing.Tests.Changes;

/// <summary>The raw call: what it refuses, and what it sends.</summary>
public class ChangeCallTests
{
    public static TheoryData<ModifyImageSharePermissionRequest, string, string> BadRequests => new()
    {
        { new(""), "ImageId", "" },
        { new("m-1\n") { RemoveAccount = "7" }, "ImageId", "line breaks" },
        { new("m-1"), "AddAccounts", "nothing to change" },
        { new("m-1") { AddAccounts = null! }, "AddAccounts", "nothing to change" },
        { new("m-1") { AddAccounts = ["7", "x"] }, "AddAccounts", "consists of digits, but was 'x'" },
        { new("m-1") { AddAccounts = ["7,8"] }, "AddAccounts", "consists of digits, but was '7,8'" },
        { new("m-1") { AddAccounts = ["7", "８"] }, "AddAccounts", "consists of digits" },
        { new("m-1") { AddAccounts = ["7", ""] }, "AddAccounts", "" },
        { new("m-1") { AddAccounts = ["7", null!] }, "AddAccounts", "" },
        { new("m-1") { AddAccounts = ["7", "8", "7"] }, "AddAccounts", "contains '7' twice" },
        { new("m-1") { RemoveAccount = " " }, "RemoveAccount", "" },
        { new("m-1") { RemoveAccount = "7,8" }, "RemoveAccount", "consists of digits, but was '7,8'" },
        { new("m-1") { AddAccounts = ["7", "8"], RemoveAccount = "8" }, "RemoveAccount", "must not be one of AddAccounts, but '8' is" },
    };

    [Fact]
    public async Task A_list_of_the_caller_that_changes_later_changes_nothing_about_the_request()
    {
        ChangeScene scene = new();
        List<string> accounts = ["7"];
        ModifyImageSharePermissionRequest request = new(ChangeScene.Image) { AddAccounts = accounts };
        accounts[0] = "8";

        await scene.Client().ModifyImageSharePermissionAsync(request, ChangeScene.Token);

        Assert.Equal(["7"], scene.Accounts);
    }

    [Theory]
    [MemberData(nameof(BadRequests))]
    public void A_bad_request_is_refused_by_the_call(ModifyImageSharePermissionRequest request, string name, string message)
    {
        ChangeScene scene = new();

        ArgumentException exception = Assert.ThrowsAny<ArgumentException>(() => { _ = scene.Client().ModifyImageSharePermissionAsync(request, ChangeScene.Token); });

        Assert.Equal(name, exception.ParamName);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.Empty(scene.Emulator.Requests);
    }

    [Fact]
    public void No_request_is_refused() => Assert.Equal(
        "request", Assert.Throws<ArgumentNullException>(() => { _ = new ChangeScene().Client().ModifyImageSharePermissionAsync(null!, ChangeScene.Token); }).ParamName);

    [Fact]
    public async Task Accounts_to_add_are_one_text_with_commas_and_the_account_to_remove_is_one_ID()
    {
        ChangeScene scene = new("9");

        ModifyImageSharePermissionResult result = await scene.Client().ModifyImageSharePermissionAsync(
            new(ChangeScene.Image) { AddAccounts = ["7", "0123456789012345678901234567890"], RemoveAccount = "9" }, ChangeScene.Token);

        Assert.Equal(
            [new("ImageId", ChangeScene.Image), new("AddAccounts", "7,0123456789012345678901234567890"), new("RemoveAccounts", "9")],
            Assert.Single(scene.Sent).Parameters);
        Assert.Equal(["7", "0123456789012345678901234567890"], scene.Accounts);
        Assert.NotEmpty(result.RequestId!);
    }

    [Theory]
    [InlineData("7", null)]
    [InlineData(null, "9")]
    public async Task What_is_not_changed_is_not_sent(string? added, string? removed)
    {
        ChangeScene scene = new("9");

        await scene.Client().ModifyImageSharePermissionAsync(
            new(ChangeScene.Image) { AddAccounts = added is null ? [] : [added], RemoveAccount = removed }, ChangeScene.Token);

        Assert.Equal((added, removed), (scene.Sent[0].Parameter("AddAccounts"), scene.Sent[0].Parameter("RemoveAccounts")));
        Assert.Equal(2, scene.Sent[0].Parameters.Count);
    }

    [Fact]
    public async Task The_message_of_a_missing_permission_names_the_RAM_action_and_resource()
    {
        ChangeScene scene = new();
        scene.Emulator.AddAccessKey("reader", "secret", EnsEmulatorPermissions.Read);
        EnsClient client = scene.Client(EnsCredentials.FromAccessKey("reader", "secret"));

        EnsNoPermissionException exception = await Assert.ThrowsAsync<EnsNoPermissionException>(
            () => client.ModifyImageSharePermissionAsync(new(ChangeScene.Image) { AddAccounts = ["7"] }, ChangeScene.Token));

        Assert.Contains("ens:ModifyImageSharePermission on resource acs:ens::{account}:image/{image}", exception.Message, StringComparison.Ordinal);
        Assert.Contains($"the change of image '{ChangeScene.Image}'", exception.Message, StringComparison.Ordinal);
        Assert.Empty(scene.Accounts);
    }

    [Fact]
    public async Task An_image_that_cannot_be_shared_has_a_code_of_its_own()
    {
        ChangeScene scene = new();
        scene.Emulator.AddImage(new EnsImage("m-received") { OwnerAlias = "others" });

        EnsException exception = await Assert.ThrowsAsync<EnsException>(
            () => scene.Client().ModifyImageSharePermissionAsync(new("m-received") { AddAccounts = ["7"] }, ChangeScene.Token));

        Assert.True(exception.Is(EnsErrorCodes.InvalidImageTypeNotSupported));
        Assert.False(exception.IsTransient);
    }
}
