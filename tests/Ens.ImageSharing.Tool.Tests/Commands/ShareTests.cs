using System.Text.Json;
using Ens.ImageSharing.Tool.Tests.Doubles;

namespace Ens.ImageSharing.Tool.Tests.Commands;

public sealed class ShareTests : IDisposable
{
    private readonly ToolWorld _world = new();

    public ShareTests() => _world.Emulator.Share("m-1", "1");

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Sharing_says_what_was_and_what_is()
    {
        ToolResult result = await _world.RunAsync("share", "m-1", "1", "2", "--yes", "--output", "json");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("""["1"]["1","2"]["2"][]true""", string.Concat(
            new[] { "before", "after", "added", "removed", "changed" }.Select(name => JsonSerializer.Serialize(result.Json.GetProperty(name)))));
        Assert.Single(result.Json.GetProperty("requestIds").EnumerateArray());
        Assert.Equal("m-1 was shared with 1 account and is shared with 2: 1 added, 0 removed.\n", result.Error);
    }

    [Fact]
    public async Task Unsharing_removes_and_says_so()
    {
        ToolResult result = await _world.RunAsync("unshare", "m-1", "1", "--yes");

        Assert.Equal("m-1,1,removed\n", result.Out);
        Assert.Empty(_world.Emulator.AccountsOf("m-1"));
    }

    [Fact]
    public async Task What_is_already_so_changes_nothing()
    {
        ToolResult result = await _world.RunAsync("share", "m-1", "1", "--yes", "--output", "json");

        Assert.Equal(0, result.ExitCode);
        Assert.False(result.Json.GetProperty("changed").GetBoolean());
    }

    [Fact]
    public async Task Where_nobody_can_be_asked_it_wants_the_option()
    {
        ToolResult result = await _world.RunAsync("unshare", "m-1", "1");

        Assert.Equal(2, result.ExitCode);
        Assert.Equal(["1"], _world.Emulator.AccountsOf("m-1"));
        Assert.Empty(_world.Emulator.Requests);
    }

    [Fact]
    public async Task A_failure_says_what_was_done()
    {
        _world.Emulator.AddAccessKey("EmulatorAccessKeyId", "EmulatorAccessKeySecret", EnsEmulatorPermissions.Read);

        ToolResult result = await _world.RunAsync("share", "m-1", "2", "--yes");

        Assert.Equal(3, result.ExitCode);
        Assert.StartsWith("Not everything was done. Added: none. Unknown: none.\n", result.Error, StringComparison.Ordinal);
        Assert.Contains("ens:ModifyImageSharePermission", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("share", "2", "Added")]
    [InlineData("unshare", "1", "Removed")]
    public async Task Interrupted_while_the_change_is_out_it_is_130_and_says_what_is_unknown(string verb, string account, string done)
    {
        _world.Emulator.Faults.Succeed().BeforeNext(_ => _world.Interruption.Cancel());

        ToolResult result = await _world.RunAsync(verb, "m-1", account, "--yes");

        Assert.Equal(130, result.ExitCode);
        Assert.Contains($"Not everything was done. {done}: none. Unknown: {account}.\n", result.Error, StringComparison.Ordinal);
        Assert.Contains("It is unknown whether", result.Error, StringComparison.Ordinal);
        Assert.EndsWith("Interrupted.\n", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_done_is_said_even_if_the_output_cannot_be_written()
    {
        _world.IsOutFull = true;

        ToolResult result = await _world.RunAsync("share", "m-1", "2", "--yes");

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("1 added, 0 removed.\n", result.Error, StringComparison.Ordinal);
    }
}
