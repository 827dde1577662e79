using System.Diagnostics;
using Ens.ImageSharing.Tests.Servers;

namespace Ens.ImageSharing.Tests.Samples;

/// <summary>The sample as a user starts it: a process of its own.</summary>
public class ListImagesTests
{
    private const string Id = "ALIBABA_CLOUD_ACCESS_KEY_ID";
    private const string Secret = "ALIBABA_CLOUD_ACCESS_KEY_SECRET";

    [Fact]
    public async Task Without_a_key_the_emulator_lists_the_own_images_with_their_accounts()
    {
        (int exitCode, string output, _) = await RunAsync([], []);

        string[] lines = output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(0, exitCode);
        Assert.StartsWith("No access key is configured", lines[0], StringComparison.Ordinal);
        Assert.Equal(
            [
                "m-5s7qotzavwbrnzaqh4unm0001 (golden) is shared with 3 accounts.",
                .. Emulated.Accounts(3).Select(account => "  " + account),
                "m-5s7qotzavwbrnzaqh4unm0002 (private) is shared with 0 accounts.",
                "2 own images.",
            ],
            lines[1..]);
    }

    [Fact]
    public async Task With_a_key_the_endpoint_is_asked()
    {
        await using LoopbackServer server = new((stream, request, token) => LoopbackServer.WriteAsync(
            stream,
            request.Header("x-acs-action") == "DescribeSelfImages"
                ? """{"Code":0,"TotalCount":"1","Images":{"Image":[{"ImageId":"m-1","ImageName":"golden","ImageOwnerAlias":"self"}]}}"""
                : """{"TotalCount":1,"ImageId":"m-1","Accounts":{"Account":[{"AliyunUid":"7"}]}}""",
            200,
            "",
            token));

        (int exitCode, string output, _) = await RunAsync(["--endpoint", server.Address.ToString()], Key());

        Assert.Equal(0, exitCode);
        Assert.Equal(
            ["m-1 (golden) is shared with 1 accounts.", "  7", "1 own images."],
            output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task With_an_endpoint_and_without_a_key_nothing_is_emulated()
    {
        await using LoopbackServer server = new(LoopbackServer.Answer("{}"));

        (int exitCode, string output, string error) = await RunAsync(["--endpoint", server.Address.ToString()], []);

        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains("access key", error, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task An_error_of_the_service_is_one_line_with_code_and_request_id()
    {
        await using LoopbackServer server = new(LoopbackServer.Answer("""{"Code":"NoPermission","RequestId":"R-1","Message":"Permission\ndenied."}""", 400));

        (int exitCode, _, string error) = await RunAsync(["--endpoint", server.Address.ToString()], Key());

        Assert.Equal(1, exitCode);
        Assert.Contains("NoPermission", error, StringComparison.Ordinal);
        Assert.Contains("R-1", error, StringComparison.Ordinal);
        Assert.Single(error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Assert.DoesNotContain("hunter2", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--nonsense")]
    [InlineData("--endpoint")]
    [InlineData("m-1")]
    [InlineData("--endpoint", "not an address")]
    public async Task Wrong_usage_is_told(params string[] arguments)
    {
        (int exitCode, _, string error) = await RunAsync(arguments, []);

        Assert.Equal(2, exitCode);
        Assert.StartsWith("usage:", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_a_key_is_an_error()
    {
        (int exitCode, _, string error) = await RunAsync([], new() { [Id] = "id" });

        Assert.Equal(1, exitCode);
        Assert.Contains("ALIBABA_CLOUD_ACCESS_KEY_SECRET is not set", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interrupting_it_ends_it_at_once()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Another process cannot be sent an interrupt there.");
        await using LoopbackServer server = new((_, _, token) => Task.Delay(Timeout.Infinite, token));
        ProcessStartInfo start = SampleProcess.StartInfo("ListImages", ["--endpoint", server.Address.ToString()], Key());
        using Process process = Process.Start(start)!;
        await server.FirstRequest.Task.WaitAsync(TestContext.Current.CancellationToken);

        using Process interrupt = Process.Start("kill", ["-INT", $"{process.Id}"]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, process.ExitCode);
        Assert.Equal($"Canceled.{Environment.NewLine}", await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    private static Dictionary<string, string> Key() => new() { [Id] = "id", [Secret] = "hunter2" };

    private static Task<(int ExitCode, string Output, string Error)> RunAsync(string[] arguments, Dictionary<string, string> environment) =>
        SampleProcess.RunAsync("ListImages", arguments, environment);
}
