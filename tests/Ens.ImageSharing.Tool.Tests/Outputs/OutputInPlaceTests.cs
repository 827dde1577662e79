using System.Diagnostics;
using Ens.ImageSharing.Tool.Tests.Doubles;

namespace Ens.ImageSharing.Tool.Tests.Outputs;

/// <summary>Pipes, devices and open streams are written to. Every other file is replaced as a whole, wherever it is.</summary>
public sealed class OutputInPlaceTests : IDisposable
{
    private const string Header = "image,verdict,account,name,reason,owner,expiry,error\n";

    private readonly ToolWorld _world = new();

    public OutputInPlaceTests() =>
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such files.");

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_regular_file_beside_devices_is_replaced_as_a_whole()
    {
        Assert.SkipUnless(Directory.Exists("/dev/shm"), "This system has no /dev/shm.");
        string folder = Directory.CreateDirectory($"/dev/shm/ens-share-tests-{Guid.NewGuid():N}").FullName;
        try
        {
            string path = Path.Combine(folder, "r.csv");
            await File.WriteAllTextAsync(path, new string('x', 100_000), TestContext.Current.CancellationToken);

            await _world.RunAsync("demo", "--csv", path);
            string text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);

            Assert.StartsWith(Header, text, StringComparison.Ordinal);
            Assert.DoesNotContain("xxx", text, StringComparison.Ordinal);
            Assert.Single(Directory.GetFiles(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_pipe_is_written_to()
    {
        string pipe = _world.Path("pipe");
        using (Process make = Process.Start("mkfifo", [pipe]))
        {
            await make.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Task<string> reader = Task.Run(() => File.ReadAllText(pipe), TestContext.Current.CancellationToken);
        ToolResult result = await _world.RunAsync("demo", "--report", pipe);
        string text = await reader.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("ens-share/audit/1", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_is_written_to()
    {
        ToolResult result = await _world.RunAsync("demo", "--csv", "/dev/null");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(0, new FileInfo("/dev/null").Length);
    }

    [Theory]
    [InlineData("/dev/stdout", ">>")]
    [InlineData("/dev/stderr", "2>>")]
    [InlineData("/dev/fd/1", ">>")]
    [InlineData("/proc/self/fd/1", ">>")]
    [InlineData("/dev/fd/7", "7>>")]
    [InlineData("link", ">>")]
    public async Task What_an_open_stream_already_has_is_kept(string output, string redirection)
    {
        Assert.SkipWhen(output.StartsWith("/proc/", StringComparison.Ordinal) && !OperatingSystem.IsLinux(), "Only Linux has /proc.");
        File.CreateSymbolicLink(_world.Path("link"), "/dev/stdout");
        _world.File("log", "before\n");

        ToolResult result = await ToolProcess.RunInShellAsync(
            redirection + " log", new Dictionary<string, string>(), _world.Folder, "demo", "--csv", output);

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("before\n", _world.Text("log"), StringComparison.Ordinal);
        Assert.Contains(Header, _world.Text("log"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_that_is_not_open_is_refused()
    {
        ToolResult result = await _world.RunAsync("demo", "--csv", "/dev/fd/987654");

        Assert.Equal("--csv: '/dev/fd/987654' cannot be written, because it is not open.\n", result.Error);
        Assert.Equal(2, result.ExitCode);
    }
}
