using System.Text.Json;
using Ens.ImageSharing.Tool.Tests.Doubles;

namespace Ens.ImageSharing.Tool.Tests.Commands;

public sealed class ListTests : IDisposable
{
    private readonly ToolWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Redirected_it_writes_a_line_for_each_account_and_nothing_else()
    {
        _world.Emulator.Share("m-1", "1515285520000001", "1515285520000002");
        _world.Emulator.Share("m-2");

        ToolResult result = await _world.RunAsync("list", "m-1", "m-2");

        Assert.Equal("m-1,1515285520000001\nm-1,1515285520000002\n", result.Out);
        Assert.Equal("2 accounts in 2 images.\n", result.Error);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task Without_an_image_it_lists_every_image_of_ours_and_none_of_others()
    {
        _world.Emulator.Share("m-own", "1");
        _world.Emulator.AddImage(new EnsImage("m-received") { OwnerAlias = "others" });
        _world.Emulator.AddImage(new EnsImage("m-public") { OwnerAlias = "system" });

        ToolResult result = await _world.RunAsync("list", "--output", "csv");

        Assert.Equal("image,account\nm-own,1\n", result.Out);
    }

    [Fact]
    public async Task The_document_has_the_proof_and_the_error_of_each_image()
    {
        _world.Emulator.AddImage(new EnsImage("m-1") { ImageName = "Base", OwnerAlias = "self", Status = "Available" });
        _world.Emulator.Share("m-1", "2", "1");

        ToolResult result = await _world.RunAsync("list", "--output", "json");
        JsonElement image = Assert.Single(result.Json.GetProperty("images").EnumerateArray());

        Assert.Equal("ens-share/list/1", result.Json.GetProperty("schema").GetString());
        Assert.Equal(
            """{"imageId":"m-1","imageName":"Base","status":"Available","accounts":["1","2"],"total":2,"proof":"oneAnswer","error":null}""",
            JsonSerializer.Serialize(image));
    }

    [Fact]
    public async Task An_image_that_cannot_be_read_does_not_hide_the_others_and_is_exit_3()
    {
        _world.Emulator.Share("m-1", "1");

        ToolResult result = await _world.RunAsync("list", "m-none", "m-1", "--output", "json");
        JsonElement[] images = [.. result.Json.GetProperty("images").EnumerateArray()];

        Assert.Equal(3, result.ExitCode);
        Assert.Equal("m-none", images[0].GetProperty("imageId").GetString());
        Assert.Equal(JsonValueKind.Null, images[0].GetProperty("total").ValueKind);
        Assert.NotNull(images[0].GetProperty("error").GetString());
        Assert.Equal(1, images[1].GetProperty("total").GetInt32());
        Assert.StartsWith("m-none could not be read: ", result.Error, StringComparison.Ordinal);
        Assert.EndsWith("\n1 account in 1 of 2 images.\n", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_that_is_given_twice_is_listed_once()
    {
        _world.Emulator.Share("m-1", "1");

        ToolResult result = await _world.RunAsync("list", "m-1", "m-1");

        Assert.Equal("m-1,1\n", result.Out);
    }

    [Fact]
    public async Task A_terminal_sees_a_table()
    {
        _world.IsTerminal = true;
        _world.Variables["NO_COLOR"] = "1";
        _world.Emulator.Share("m-1", "1515285520000001");

        ToolResult result = await _world.RunAsync("list", "m-1");

        Assert.Contains("IMAGE", result.Out, StringComparison.Ordinal);
        Assert.Contains("│ m-1", result.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', result.Out);
    }

    [Fact]
    public async Task A_table_that_is_redirected_is_neither_wrapped_nor_cut()
    {
        string imageId = "m-" + new string('x', 400);
        _world.Emulator.Share(imageId, "1515285520000001");

        ToolResult result = await _world.RunAsync("list", "--output", "table");

        Assert.Contains(imageId, result.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("json")]
    [InlineData("table")]
    public async Task What_would_act_on_a_terminal_is_escaped_in_every_form(string form)
    {
        string imageId = "m-\u001b[31m\u202e1";
        _world.Emulator.AddImage(new EnsImage(imageId) { ImageName = "\u202ename", OwnerAlias = "self" });
        _world.Emulator.Share(imageId, "1");

        ToolResult result = await _world.RunAsync("list", "--output", form);

        Assert.DoesNotContain('\u001b', result.Out);
        Assert.DoesNotContain('\u202e', result.Out);
        Assert.Contains(@"\u202e1", result.Out, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Interrupted_it_names_what_was_not_reached()
    {
        _world.Emulator.Share("m-1", "1");
        _world.Emulator.Share("m-2", "2");
        _world.Emulator.Faults.Succeed().BeforeNext(_ => _world.Interruption.Cancel());

        ToolResult result = await _world.RunAsync("list", "m-1", "m-2", "--parallel", "1", "--output", "json");

        Assert.Equal(130, result.ExitCode);
        Assert.Equal(
            ["", "not reached"],
            result.Json.GetProperty("images").EnumerateArray().Select(image => image.GetProperty("error").GetString() ?? ""));
        Assert.Contains("1 of 2 known images were not reached", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_listing_that_breaks_off_is_never_complete()
    {
        _world.Emulator.Share("m-1", "1");
        _world.Emulator.AddAccessKey("EmulatorAccessKeyId", "EmulatorAccessKeySecret", EnsEmulatorPermissions.None);

        ToolResult result = await _world.RunAsync("list");

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("could not be listed, so the result is incomplete", result.Error, StringComparison.Ordinal);
    }
}
