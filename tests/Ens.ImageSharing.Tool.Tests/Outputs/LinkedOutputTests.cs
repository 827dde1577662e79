using Ens.ImageSharing.Tool.Tests.Doubles;

namespace Ens.ImageSharing.Tool.Tests.Outputs;

/// <summary>A file is the same file behind every link to it.</summary>
public sealed class LinkedOutputTests : IDisposable
{
    private const string AllowList = "account\n1515285520000001\n";

    private readonly ToolWorld _world = new();

    public LinkedOutputTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets only administrators create links.");
        Directory.CreateDirectory(_world.Path("real/sub"));
        _world.File("real/allow.csv", AllowList);
        Directory.CreateSymbolicLink(_world.Path("link"), _world.Path("real"));
        Directory.CreateSymbolicLink(_world.Path("relative"), "real/sub/../sub");
        File.CreateSymbolicLink(_world.Path("up"), "relative/../allow.csv");
        File.CreateSymbolicLink(_world.Path("future"), "link/out");
        _world.Emulator.Share("m-1", "1515285520000001");
    }

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("link/allow.csv")]
    [InlineData("real/sub/../allow.csv")]
    [InlineData("link/sub/../allow.csv")]
    [InlineData("up")]
    public async Task An_input_is_never_overwritten_through_a_link(string output)
    {
        ToolResult result = await _world.RunAsync("audit", "--allow", _world.Path("real/allow.csv"), "--report", _world.Path(output));

        Assert.StartsWith("--report would overwrite ", result.Error, StringComparison.Ordinal);
        Assert.Equal(2, result.ExitCode);
        Assert.Equal(AllowList, _world.Text("real/allow.csv"));
        Assert.Empty(_world.Emulator.Requests);
    }

    [Theory]
    [InlineData("link/out", "real/out")]
    [InlineData("future", "real/out")]
    [InlineData("relative/out", "real/sub/out")]
    public async Task Two_outputs_never_overwrite_each_other_through_a_link(string left, string right)
    {
        ToolResult result = await _world.RunAsync(
            "audit", "--allow", _world.Path("real/allow.csv"), "--html", _world.Path(left), "--csv", _world.Path(right));

        Assert.StartsWith("--html and --csv would both write ", result.Error, StringComparison.Ordinal);
        Assert.Equal(2, result.ExitCode);
        Assert.Empty(_world.Emulator.Requests);
    }

    [Fact]
    public async Task A_merged_report_is_never_overwritten_through_a_link()
    {
        await _world.RunAsync("audit", "--allow", _world.Path("real/allow.csv"), "--report", _world.Path("real/base.json"));
        string report = _world.Text("real/base.json");

        ToolResult result = await _world.RunAsync("merge", _world.Path("real/base.json"), "--csv", _world.Path("link/base.json"));

        Assert.Equal(2, result.ExitCode);
        Assert.Equal(report, _world.Text("real/base.json"));
    }

    [Fact]
    public async Task A_link_to_a_file_that_does_not_exist_yet_stays_a_link()
    {
        ToolResult result = await _world.RunAsync(
            "audit", "--allow", _world.Path("real/allow.csv"), "--csv", _world.Path("future"));

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("link/out", new FileInfo(_world.Path("future")).LinkTarget);
        Assert.StartsWith("image,verdict,", _world.Text("real/out"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_in_a_circle_are_refused()
    {
        File.CreateSymbolicLink(_world.Path("a"), "b");
        File.CreateSymbolicLink(_world.Path("b"), "a");

        ToolResult result = await _world.RunAsync("audit", "--allow", _world.Path("real/allow.csv"), "--csv", _world.Path("a"));

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("too many levels of symbolic links", result.Error, StringComparison.Ordinal);
        Assert.Empty(_world.Emulator.Requests);
    }
}
