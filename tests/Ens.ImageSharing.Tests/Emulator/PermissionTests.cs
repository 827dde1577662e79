namespace Ens.ImageSharing.Tests.Emulator;

/// <summary>What an access key may do.</summary>
public class PermissionTests
{
    private readonly EnsEmulator _emulator = new();

    [Theory]
    [InlineData(EnsEmulatorPermissions.None, "")]
    [InlineData(EnsEmulatorPermissions.DescribeImageSharePermission, "accounts")]
    [InlineData(EnsEmulatorPermissions.DescribeSelfImages, "images")]
    [InlineData(EnsEmulatorPermissions.ModifyImageSharePermission, "change")]
    [InlineData(EnsEmulatorPermissions.Read, "accounts images")]
    [InlineData(EnsEmulatorPermissions.All, "accounts images change")]
    public async Task Each_operation_needs_its_own_permission(EnsEmulatorPermissions permissions, string expected)
    {
        _emulator.AddAccessKey(RawCaller.AccessKeyId, RawCaller.Secret, permissions);

        Assert.Equal(expected, await AllowedAsync());
    }

    [Theory]
    [InlineData(true, "accounts images change")]
    [InlineData(false, "")]
    public async Task An_access_key_that_is_allowed_may_do_everything(bool allowed, string expected)
    {
        _emulator.AddAccessKey(RawCaller.AccessKeyId, RawCaller.Secret, allowed: allowed);

        Assert.Equal(expected, await AllowedAsync());
    }

    [Fact]
    public async Task A_change_without_permission_has_no_effect()
    {
        _emulator.Share("m-1", "7");
        _emulator.AddAccessKey(RawCaller.AccessKeyId, RawCaller.Secret, EnsEmulatorPermissions.Read);

        RawAnswer answer = await new RawCaller(_emulator).ChangeAsync("m-1", add: "8", remove: "7");

        Assert.Equal((400, "NoPermission"), (answer.Status, answer.ErrorCode));
        Assert.Equal(["7"], _emulator.AccountsOf("m-1"));
    }

    private async Task<string> AllowedAsync()
    {
        _emulator.Share("m-1", "7");
        RawCaller caller = new(_emulator);
        (string Name, RawAnswer Answer)[] answers =
        [
            ("accounts", await caller.ListAccountsAsync("m-1")),
            ("images", await caller.ListImagesAsync()),
            ("change", await caller.ChangeAsync("m-1", add: "8")),
        ];
        Assert.All(answers, answer => Assert.True(answer.Answer.ErrorCode is null or "NoPermission"));
        return string.Join(" ", answers.Where(answer => answer.Answer.ErrorCode is null).Select(answer => answer.Name));
    }
}
