using System.Diagnostics;
using Ens.ImageSharing.Tests.Servers;

namespace Ens.ImageSharing.Tests.Samples;

/// <summary>The sample as a user starts it: a process of its own.</summary>
public class ListSharedAccountsTests
{
    private const string Id = "ALIBABA_CLOUD_ACCESS_KEY_ID";
    private const string Secret = "ALIBABA_CLOUD_ACCESS_KEY_SECRET";

    [Fact]
    public async Task Without_a_key_the_emulator_lists_250_accounts_in_order()
    {
        (int exitCode, string output, _) = await RunAsync([], []);

        string[] lines = output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(0, exitCode);
        Assert.StartsWith("No access key is configured", lines[0], StringComparison.Ordinal);
        Assert.Equal(Emulated.Accounts(250), lines[1..^1]);
        Assert.EndsWith("is shared with 250 accounts.", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_key_the_endpoint_is_asked()
    {
        await using LoopbackServer server = new(LoopbackServer.Answer("""{"TotalCount":1,"Accounts":{"Account":[{"AliyunUid":"7"}]}}"""));

        (int exitCode, string output, _) = await RunAsync(["m-1", "--endpoint", server.Address.ToString()], new() { [Id] = "id", [Secret] = "hunter2" });

        Assert.Equal((0, $"7{Environment.NewLine}m-1 is shared with 1 accounts.{Environment.NewLine}"), (exitCode, output));
    }

    [Fact]
    public async Task An_error_of_the_service_is_one_line_with_code_and_request_id()
    {
        await using LoopbackServer server = new(LoopbackServer.Answer("""{"Code":"NoPermission","RequestId":"R-1","Message":"Permission\ndenied."}""", 400));

        (int exitCode, _, string error) = await RunAsync(["m-1"], new() { [Id] = "id", [Secret] = "hunter2", ["ENS_ENDPOINT"] = server.Address.ToString() });

        Assert.Equal(1, exitCode);
        Assert.Contains("(NoPermission, HTTP 400, page 1 of image 'm-1', request ID R-1)", error, StringComparison.Ordinal);
        Assert.Single(error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Assert.DoesNotContain("hunter2", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--nonsense")]
    [InlineData("--endpoint")]
    [InlineData("m-1", "m-2")]
    [InlineData("m-1", "--endpoint", "not an address")]
    [InlineData("")]
    public async Task Wrong_usage_is_told(params string[] arguments)
    {
        (int exitCode, _, string error) = await RunAsync(arguments, []);

        Assert.Equal(2, exitCode);
        Assert.Contains("usage: ListSharedAccounts", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_without_https_is_wrong_usage()
    {
        (int exitCode, _, string error) = await RunAsync(["m-1", "--endpoint", "http://example.invalid"], new() { [Id] = "id", [Secret] = "hunter2" });

        Assert.Equal(2, exitCode);
        Assert.Contains("https", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_a_key_is_an_error()
    {
        (int exitCode, _, string error) = await RunAsync(["m-1"], new() { [Id] = "id" });

        Assert.Equal(1, exitCode);
        Assert.Contains("ALIBABA_CLOUD_ACCESS_KEY_SECRET is not set", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interrupting_it_ends_it_at_once()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Another process cannot be sent an interrupt there.");
        await using LoopbackServer server = new((_, _, token) => Task.Delay(Timeout.Infinite, token));
        ProcessStartInfo start = SampleProcess.StartInfo("ListSharedAccounts", ["m-1", "--endpoint", server.Address.ToString()], new() { [Id] = "id", [Secret] = "hunter2" });
        using Process process = Process.Start(start)!;
        await server.FirstRequest.Task.WaitAsync(TestContext.Current.CancellationToken);

        using Process interrupt = Process.Start("kill", ["-INT", $"{process.Id}"]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, process.ExitCode);
        Assert.Equal($"Canceled.{Environment.NewLine}", await process.StandardError.ReadToEndAsync());
        Assert.Single(server.Requests);
    }

    private static Task<(int ExitCode, string Output, string Error)> RunAsync(string[] arguments, Dictionary<string, string> environment) =>
        SampleProcess.RunAsync("ListSharedAccounts", arguments, environment);
}
