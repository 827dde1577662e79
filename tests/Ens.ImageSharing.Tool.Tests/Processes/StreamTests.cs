using System.Text.Json;
using Ens.ImageSharing.Tool.Emulation;
using Ens.ImageSharing.Tool.Tests.Doubles;

namespace Ens.ImageSharing.Tool.Tests.Processes;

/// <summary>Standard streams that are closed, or on a disk that is full.</summary>
public sealed class StreamTests : IAsyncLifetime
{
    private const string NotWritten = "The output could not be written: ";

    private readonly EnsEmulator _emulator = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("ens-share-streams-").FullName;
    private readonly Dictionary<string, string> _variables = [];
    private EmulatorServer? _server;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "This system has no /dev/full.");
        _emulator.AddAccessKey("id", "secret");
        _emulator.Share("m-1", "1", "2", "3");
        _server = await EmulatorServer.StartAsync(_emulator, port: 0, TimeSpan.Zero);
        _variables["ENS_ENDPOINT"] = _server.Address.GetLeftPart(UriPartial.Authority);
        _variables["ALIBABA_CLOUD_ACCESS_KEY_ID"] = "id";
        _variables["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] = "secret";
        await File.WriteAllTextAsync(Path.Combine(_folder, "allow.csv"), "account\n1\n");
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _emulator.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("2>/dev/full")]
    [InlineData("2>&-")]
    public async Task Without_a_standard_error_the_reports_are_written(string redirection)
    {
        ToolResult result = await RunAsync(redirection, "audit", "--allow", "allow.csv", "--report", "r.json", "--verbose");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("m-1,unexpected,2,", result.Out, StringComparison.Ordinal);
        using JsonDocument report = JsonDocument.Parse(await File.ReadAllTextAsync(
            Path.Combine(_folder, "r.json"), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("2>/dev/full")]
    [InlineData("2>&-")]
    public async Task Without_a_standard_error_a_mistake_has_its_exit_code(string redirection)
    {
        Assert.Equal(2, (await RunAsync(redirection, "lst")).ExitCode);
        Assert.Equal(2, (await RunAsync(redirection, "audit", "--allow", "nowhere.csv")).ExitCode);
    }

    [Theory]
    [InlineData("2>/dev/full", 0)]
    [InlineData("2>&-", 0)]
    [InlineData(">/dev/full", 3)]
    [InlineData(">&-", 3)]
    [InlineData(">&- 2>&-", 3)]
    public async Task Without_a_stream_a_plan_is_applied_whole_and_the_journal_has_its_entries_and_nothing_else(string redirection, int exitCode)
    {
        await RunAsync("", "plan", "--allow", "allow.csv", "--out", "plan.json", "--remove-unexpected");

        ToolResult result = await RunAsync(redirection, "apply", "plan.json", "--journal", "journal.jsonl", "--yes");

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Equal(["1"], _emulator.AccountsOf("m-1"));
        string[] journal = await File.ReadAllLinesAsync(Path.Combine(_folder, "journal.jsonl"), TestContext.Current.CancellationToken);
        Assert.Equal(4, journal.Length);
        Assert.All(journal, line => Assert.StartsWith("{\"at\":", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("list")]
    [InlineData("list --output json")]
    [InlineData("audit --allow allow.csv")]
    [InlineData("--help")]
    [InlineData("list --help")]
    [InlineData("--version")]
    [InlineData("completion bash")]
    public async Task A_closed_standard_output_is_a_failure_with_a_sentence(string arguments)
    {
        ToolResult result = await RunAsync(">&-", arguments.Split(' '));

        Assert.Equal(3, result.ExitCode);
        Assert.Contains(NotWritten, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Unexpected", result.Error, StringComparison.Ordinal);
    }

    private Task<ToolResult> RunAsync(string redirection, params string[] arguments) =>
        ToolProcess.RunInShellAsync(redirection, _variables, _folder, arguments);
}
