using Ens.ImageSharing.Tool.Tests.Doubles;

namespace Ens.ImageSharing.Tool.Tests.Commands;

public sealed class EmulateTests : IDisposable
{
    private readonly ToolWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("--image must name each image once, but was 'm-1=6' after 'm-1=5'.", "m-1=5", "m-1=6")]
    [InlineData("--image must be ID=COUNT or ID=ACCOUNT,ACCOUNT…, but was 'm-\\u000d1=5'.", "m-\r1=5")]
    [InlineData("--image must be ID=COUNT or ID=ACCOUNT,ACCOUNT…, but was ' =5'.", " =5")]
    public async Task An_image_that_cannot_be_served_is_refused(string expected, params string[] images)
    {
        await _world.Interruption.CancelAsync();

        ToolResult result = await _world.RunAsync(["emulate", .. images.SelectMany(image => (string[])["--image", image])]);

        Assert.Equal(expected, result.Error.Split('\n')[0]);
        Assert.Equal(2, result.ExitCode);
    }
}
