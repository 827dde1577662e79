using System.Text.Json;
using Ens.ImageSharing.Tool.Tests.Doubles;

namespace Ens.ImageSharing.Tool.Tests.Commands;

public sealed class WhoHasTests : IDisposable
{
    private readonly ToolWorld _world = new();

    public WhoHasTests()
    {
        _world.Emulator.Share("m-1", "1", "2");
        _world.Emulator.Share("m-2", "1");
        _world.Emulator.Share("m-3", "3");
    }

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("1", 0, "m-1,true,\nm-2,true,\n")]
    [InlineData("9", 1, "")]
    public async Task It_names_the_images_that_the_account_has(string account, int exitCode, string expected)
    {
        ToolResult result = await _world.RunAsync("who-has", account);

        Assert.Equal(expected, result.Out);
        Assert.Equal(exitCode, result.ExitCode);
    }

    [Fact]
    public async Task An_image_that_cannot_be_read_is_unknown_and_exit_3()
    {
        ToolResult result = await _world.RunAsync("who-has", "3", "m-none", "m-3", "--output", "json");
        JsonElement[] images = [.. result.Json.GetProperty("images").EnumerateArray()];

        Assert.Equal(3, result.ExitCode);
        Assert.Equal(2, result.Json.GetProperty("asked").GetInt32());
        Assert.Equal(JsonValueKind.Null, images[0].GetProperty("shared").ValueKind);
        Assert.NotNull(images[0].GetProperty("error").GetString());
        Assert.True(images[1].GetProperty("shared").GetBoolean());
    }

    [Theory]
    [InlineData("3 has 1 of 3 images.")]
    [InlineData("3 has 0 images. Only 0 of 1 image could be read.", "m-none")]
    [InlineData("3 has 1 image. Only 1 of 2 images could be read.", "m-none", "m-3")]
    public async Task An_image_that_was_not_read_is_not_counted_as_one_that_the_account_lacks(string sentence, params string[] images)
    {
        ToolResult result = await _world.RunAsync(["who-has", "3", .. images]);

        Assert.Equal(sentence, result.Error.TrimEnd('\n').Split('\n')[^1]);
    }
}
