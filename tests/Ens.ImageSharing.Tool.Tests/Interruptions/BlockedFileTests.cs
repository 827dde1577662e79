using System.Diagnostics;
using Ens.ImageSharing.Tool.Tests.Doubles;

namespace Ens.ImageSharing.Tool.Tests.Interruptions;

/// <summary>Files at whose other end nothing happens.</summary>
public sealed class BlockedFileTests : IDisposable
{
    private readonly ToolWorld _world = new();
    private readonly string _pipe;

    public BlockedFileTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        _pipe = _world.Path("pipe");
        using Process make = Process.Start("mkfifo", [_pipe]);
        make.WaitForExit();
    }

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("audit --allow pipe", "INT")]
    [InlineData("audit --allow pipe", "TERM")]
    [InlineData("audit --allow allow.csv --images pipe", "INT")]
    [InlineData("audit --allow allow.csv --baseline pipe", "INT")]
    [InlineData("plan --allow pipe --out plan.json --remove-unexpected", "INT")]
    [InlineData("merge pipe", "INT")]
    [InlineData("apply pipe --journal journal.jsonl --yes", "INT")]
    [InlineData("undo pipe --journal journal.jsonl --yes", "INT")]
    public async Task A_signal_ends_the_wait_for_a_pipe_that_nothing_comes_from(string arguments, string signal)
    {
        _world.File("allow.csv", "account\n1\n");
        using ToolProcess process = ToolProcess.Start(_world.Variables, _world.Folder, arguments.Split(' '));

        // Opens as soon as the program reads.
        await using FileStream open = await Task.Run(
            () => new FileStream(_pipe, FileMode.Open, FileAccess.Write), TestContext.Current.CancellationToken);
        process.Signal(signal);
        ToolResult result = await EndAsync(process);

        Assert.Equal((130, "", "Interrupted.\n"), (result.ExitCode, result.Out, result.Error));
    }

    [Fact]
    public async Task A_signal_ends_the_wait_for_the_standard_input()
    {
        using ToolProcess process = ToolProcess.StartWithInput(_world.Variables, _world.Folder, "merge", "pipe", "-");
        await using (FileStream open = await Task.Run(
            () => new FileStream(_pipe, FileMode.Open, FileAccess.Write), TestContext.Current.CancellationToken))
        {
            ToolResult report = await _world.RunAsync("demo", "--output", "json");
            await open.WriteAsync(System.Text.Encoding.UTF8.GetBytes(report.Out), TestContext.Current.CancellationToken);
        }

        process.Signal("INT");
        ToolResult result = await EndAsync(process);

        Assert.Equal((130, "", "Interrupted.\n"), (result.ExitCode, result.Out, result.Error));
    }

    [Fact]
    public async Task Interrupted_while_nothing_reads_a_report_the_other_files_are_written()
    {
        await _world.Interruption.CancelAsync();
        Task<ToolResult> run = Task.Run(
            () => _world.RunAsync("demo", "--report", _pipe, "--csv", _world.Path("r.csv")), TestContext.Current.CancellationToken);
        ToolResult result = await run.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        await using FileStream reader = new(_pipe, FileMode.Open, FileAccess.Read);

        Assert.Equal(130, result.ExitCode);
        Assert.Contains("pipe' could not be written: nothing read the other end of the pipe.", result.Error, StringComparison.Ordinal);
        Assert.StartsWith("image,verdict,", _world.Text("r.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signal_ends_the_wait_for_a_pipe_that_nothing_reads()
    {
        using ToolProcess process = ToolProcess.Start(_world.Variables, _world.Folder, "demo", "--csv", "r.csv", "--html", "pipe");
        while (!File.Exists(_world.Path("r.csv")) && !process.Process.HasExited)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        process.Signal("INT");
        ToolResult result = await EndAsync(process);

        Assert.Equal(130, result.ExitCode);
        Assert.EndsWith("Interrupted.\n", result.Error, StringComparison.Ordinal);
    }

    private static Task<ToolResult> EndAsync(ToolProcess process) =>
        process.EndAsync().WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
}
