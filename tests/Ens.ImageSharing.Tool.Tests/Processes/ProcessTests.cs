using System.Text.Json;
using Ens.ImageSharing.Tool.Emulation;
using Ens.ImageSharing.Tool.Tests.Doubles;

namespace Ens.ImageSharing.Tool.Tests.Processes;

/// <summary>The program as its users start it: exit codes, streams, signals and the environment.</summary>
public sealed class ProcessTests : IAsyncLifetime
{
    private readonly EnsEmulator _emulator = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("ens-share-process-").FullName;
    private readonly Dictionary<string, string> _variables = [];
    private EmulatorServer? _server;

    public async ValueTask InitializeAsync()
    {
        _emulator.AddAccessKey("id", "secret");
        _server = await EmulatorServer.StartAsync(_emulator, port: 0, TimeSpan.Zero);
        _variables["ENS_ENDPOINT"] = _server.Address.GetLeftPart(UriPartial.Authority);
        _variables["ALIBABA_CLOUD_ACCESS_KEY_ID"] = "id";
        _variables["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] = "secret";
    }

    public async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        _emulator.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Data_is_on_the_standard_output_and_the_summary_beside_it()
    {
        _emulator.Share("m-镜像", "1515285520000001");

        ToolResult result = await RunAsync("list");

        Assert.Equal(new ToolResult(0, "m-镜像,1515285520000001\n", "1 account in 1 image.\n"), result);
    }

    [Fact]
    public async Task Without_a_key_it_says_so_once_before_the_first_call()
    {
        _variables.Remove("ALIBABA_CLOUD_ACCESS_KEY_ID");
        _variables.Remove("ALIBABA_CLOUD_ACCESS_KEY_SECRET");

        ToolResult result = await RunAsync("list", "m-1", "m-2", "m-3");

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("No access key is configured.", result.Error, StringComparison.Ordinal);
        Assert.InRange(result.Error.Length, 1, 400);
        Assert.Empty(_emulator.Requests);
    }

    [Fact]
    public async Task A_key_that_is_set_up_by_half_is_named()
    {
        _variables.Remove("ALIBABA_CLOUD_ACCESS_KEY_SECRET");

        ToolResult result = await RunAsync("list");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("ALIBABA_CLOUD_ACCESS_KEY_SECRET", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_and_the_region_of_a_profile_are_used()
    {
        Directory.CreateDirectory(Path.Combine(_folder, ".aliyun"));
        await File.WriteAllTextAsync(
            Path.Combine(_folder, ".aliyun", "config.json"),
            """{"current":"a","profiles":[{"name":"a","mode":"AK","access_key_id":"id","access_key_secret":"secret","region_id":"cn-nowhere"}]}""");
        _variables.Remove("ENS_ENDPOINT");

        ToolResult result = await RunAsync("list", "--profile", "a");

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("The profile's region_id must be a region with a known endpoint, but was 'cn-nowhere'.", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_ends_an_audit_with_what_is_known(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        await File.WriteAllTextAsync(Path.Combine(_folder, "allow.csv"), "account\n1\n");
        for (int i = 0; i < 5; i++)
        {
            _emulator.Share($"m-{i}", "1");
        }

        using ToolProcess process = ToolProcess.Start(
            _variables, _folder, "audit", "--allow", "allow.csv", "--report", "r.json", "--parallel", "1", "--max-calls-per-second", "0.5");
        await UntilAsync(() => _emulator.Requests.Count >= 2, process);
        process.Signal(signal);
        ToolResult result = await process.EndAsync();
        using JsonDocument report = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(_folder, "r.json")));

        Assert.Equal(130, result.ExitCode);
        Assert.Contains("Interrupted:", result.Error, StringComparison.Ordinal);
        Assert.False(report.RootElement.GetProperty("summary").GetProperty("complete").GetBoolean());
        Assert.Equal(5, report.RootElement.GetProperty("images").GetArrayLength());
    }

    [Fact]
    public async Task Killed_in_the_middle_of_an_application_undoing_brings_the_world_back()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        string[] before = ["1", "11", "12", "13", "14", "15"];
        _emulator.Share("m-1", before);
        await File.WriteAllTextAsync(Path.Combine(_folder, "allow.csv"), "account\n1\n");
        Assert.Equal(0, (await RunAsync("plan", "--allow", "allow.csv", "--out", "p.json", "--remove-unexpected")).ExitCode);

        using (ToolProcess process = ToolProcess.Start(
            _variables, _folder, "apply", "p.json", "--journal", "j.jsonl", "--yes", "--max-calls-per-second", "4"))
        {
            await UntilAsync(() => _emulator.AccountsOf("m-1").Count <= 4, process);
            process.Signal("KILL");
            await process.EndAsync();
        }

        string[] middle = [.. _emulator.AccountsOf("m-1")];
        ToolResult undone = await RunAsync("undo", "j.jsonl", "--journal", "u.jsonl", "--yes");

        Assert.InRange(middle.Length, 2, 4);
        Assert.Equal(0, undone.ExitCode);
        Assert.Equal(before, _emulator.AccountsOf("m-1").Order());
    }

    [Fact]
    public async Task The_emulator_serves_what_it_was_given_until_it_is_stopped()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        using ToolProcess server = ToolProcess.Start(new Dictionary<string, string>(), _folder, "emulate", "--image", "m-1=3", "--image", "m-2=1515285520000001,42");
        Dictionary<string, string> variables = [];
        while (variables.Count < 3)
        {
            string[] parts = (await server.Process.StandardOutput.ReadLineAsync())!.Split('=', 2);
            variables.Add(parts[0], parts[1]);
        }

        ToolResult result = await ToolProcess.RunAsync(variables, _folder, "list");
        server.Signal("TERM");
        ToolResult stopped = await server.EndAsync();

        Assert.Equal(
            ["m-1,1515285520000000", "m-1,1515285520000001", "m-1,1515285520000002", "m-2,1515285520000001", "m-2,42"], result.Lines.Order());
        Assert.Equal(130, stopped.ExitCode);
        Assert.EndsWith("Interrupted.\n", stopped.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_in_use_is_one_line()
    {
        ToolResult result = await RunAsync("emulate", "--port", _server!.Address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(3, result.ExitCode);
        Assert.Equal($"Failed to bind to address http://127.0.0.1:{_server.Address.Port}: address already in use.\n", result.Error);
    }

    [Fact]
    public async Task A_demonstration_needs_no_key_and_no_variable()
    {
        ToolResult result = await ToolProcess.RunAsync(new Dictionary<string, string>(), _folder, "demo", "--html", "r.html");

        Assert.Equal(1, result.ExitCode);
        Assert.True(File.Exists(Path.Combine(_folder, "r.html")));
    }

    private static async Task UntilAsync(Func<bool> isReached, ToolProcess process)
    {
        while (!isReached() && !process.Process.HasExited)
        {
            await Task.Delay(20);
        }
    }

    private Task<ToolResult> RunAsync(params string[] arguments) => ToolProcess.RunAsync(_variables, _folder, arguments);
}
