using System.Text.Json;
using Ens.ImageSharing.Tool.Tests.Doubles;

namespace Ens.ImageSharing.Tool.Tests.Commands;

public sealed class CheckTests : IDisposable
{
    private readonly ToolWorld _world = new();

    public CheckTests() => _world.Emulator.Share("m-1", "1515285520000001");

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("1515285520000001", 0, "m-1,1515285520000001,true\n")]
    [InlineData("1515285520000002", 1, "m-1,1515285520000002,false\n")]
    public async Task The_exit_code_is_the_answer(string account, int exitCode, string expected)
    {
        ToolResult result = await _world.RunAsync("check", "m-1", account);

        Assert.Equal(expected, result.Out);
        Assert.Equal(exitCode, result.ExitCode);
    }

    [Fact]
    public async Task The_document_has_the_answer()
    {
        ToolResult result = await _world.RunAsync("check", "m-1", "1", "--output", "json");

        Assert.Equal("""{"schema":"ens-share/check/1","imageId":"m-1","account":"1","shared":false}""", JsonSerializer.Serialize(result.Json));
    }

    [Fact]
    public async Task An_image_that_cannot_be_read_is_neither_answer()
    {
        ToolResult result = await _world.RunAsync("check", "m-none", "1");

        Assert.Equal(3, result.ExitCode);
        Assert.Empty(result.Out);
        Assert.NotEmpty(result.Error);
    }

    [Theory]
    [InlineData("1.51529E+15")]
    [InlineData("acct")]
    [InlineData("１５")]
    public async Task An_account_that_is_no_id_is_never_sent(string account)
    {
        ToolResult result = await _world.RunAsync("check", "m-1", account);

        Assert.Equal(2, result.ExitCode);
        Assert.Equal($"An account must be an ID, which consists of digits, but was '{account}'.\n", result.Error);
        Assert.Empty(_world.Emulator.Requests);
    }
}
