using System.Text.Json;
using Ens.ImageSharing.Tool.Tests.Doubles;

namespace Ens.ImageSharing.Tool.Tests.Commands;

public sealed class ImagesTests : IDisposable
{
    private readonly ToolWorld _world = new();

    public ImagesTests()
    {
        _world.Emulator.AddImage(new EnsImage("m-own")
        {
            ImageName = "Base, 2027",
            OwnerAlias = "self",
            Status = "Available",
            RegionId = "cn-hangzhou-44",
            CreationTime = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            Platform = "centos",
            Architecture = "x86_64",
        });
        _world.Emulator.AddImage(new EnsImage("m-received") { OwnerAlias = "others" });
        _world.Emulator.AddImage(new EnsImage("m-public") { OwnerAlias = "system" });
    }

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData(new[] { "m-own" }, "--no-color")]
    [InlineData(new[] { "m-received" }, "--received")]
    [InlineData(new[] { "m-own", "m-received", "m-public" }, "--all")]
    public async Task The_options_select_whose_images_are_listed(string[] expected, params string[] options)
    {
        ToolResult result = await _world.RunAsync(["images", .. options]);

        Assert.Equal(expected, result.Lines.Select(line => line.Split(',')[0]));
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task The_document_has_what_the_service_says()
    {
        ToolResult result = await _world.RunAsync("images", "--output", "json");

        Assert.Equal(
            """{"schema":"ens-share/images/1","images":[{"imageId":"m-own","imageName":"Base, 2027","status":"Available","owner":"self","regionId":"cn-hangzhou-44","createdAt":"2026-01-02T03:04:05Z","platform":"centos","architecture":"x86_64"}]}""",
            JsonSerializer.Serialize(result.Json));
    }

    [Fact]
    public async Task A_cell_with_a_comma_is_quoted()
    {
        ToolResult result = await _world.RunAsync("images", "--output", "csv");

        Assert.Equal(
            "image,name,status,owner,region,created,platform,architecture\n"
            + "m-own,\"Base, 2027\",Available,self,cn-hangzhou-44,2026-01-02T03:04:05Z,centos,x86_64\n",
            result.Out);
    }

    [Fact]
    public async Task Both_options_at_once_are_refused()
    {
        ToolResult result = await _world.RunAsync("images", "--received", "--all");

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("--received and --all cannot be combined.", result.Error, StringComparison.Ordinal);
    }
}
