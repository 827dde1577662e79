using System.Runtime.Versioning;
using Ens.ImageSharing.Tool.Outputs;
using Ens.ImageSharing.Tool.Tests.Doubles;

namespace Ens.ImageSharing.Tool.Tests.Outputs;

/// <summary>Who may read a file that is replaced.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class OutputModeTests : IDisposable
{
    private readonly ToolWorld _world = new();

    public OutputModeTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)]
    public async Task A_file_that_is_replaced_keeps_its_mode(UnixFileMode mode)
    {
        string path = _world.File("r.csv", "old");
        File.SetUnixFileMode(path, mode);

        await _world.RunAsync("demo", "--csv", path);

        Assert.StartsWith("image,verdict,", _world.Text("r.csv"), StringComparison.Ordinal);
        Assert.Equal(mode, File.GetUnixFileMode(path));
    }

    [Fact]
    public async Task What_is_written_beside_a_private_file_is_private_from_the_start()
    {
        string path = _world.File("r.csv", "old");
        const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.SetUnixFileMode(path, Private);
        UnixFileMode? written = null;

        await OutputFile.Probe("--csv", path).WriteAsync(
            stream => written = File.GetUnixFileMode(((FileStream)stream).Name), CancellationToken.None);

        Assert.Equal(Private, written);
    }

    [Fact]
    public async Task A_new_file_has_the_mode_of_every_new_file()
    {
        await _world.RunAsync("demo", "--csv", _world.Path("r.csv"));

        Assert.Equal(File.GetUnixFileMode(_world.File("other", "")), File.GetUnixFileMode(_world.Path("r.csv")));
    }
}
