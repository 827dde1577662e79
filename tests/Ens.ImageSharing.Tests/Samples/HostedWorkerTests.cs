using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Ens.ImageSharing.Tests.Servers;

namespace Ens.ImageSharing.Tests.Samples;

/// <summary>The worker as a host runs it.</summary>
public partial class HostedWorkerTests
{
    private const string Audited = "Audited 2 images: 1 are shared as allowed, 0 could not be read.";
    private const string HealthSoon = "--Health:Delay=00:00:00.1";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_key_it_audits_the_emulators_images()
    {
        (int exitCode, string output) = await RunUntilAsync([], Audited);

        Assert.Equal(0, exitCode);
        Assert.StartsWith("No access key is configured", output, StringComparison.Ordinal);
        Assert.Contains("m-demo-leaked is shared with 1515285520000002: Unexpected.", output, StringComparison.Ordinal);
        Assert.Contains("failed with Throttling.User; retrying in", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_is_one_trace_of_a_named_service()
    {
        (_, string output) = await RunUntilAsync([], Audited);

        Assert.Contains("Activity.DisplayName:        audit run", output, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(output, "Activity.DisplayName: +Ens/DescribeImageSharePermission"));
        Assert.Single(TraceIds(output));
        Assert.Contains("service.name: ens-image-audit", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_metrics_are_flushed_when_it_stops()
    {
        (_, string output) = await RunUntilAsync([], Audited);

        Assert.Contains("rpc.client.call.duration", output, StringComparison.Ordinal);
        Assert.Contains("ens.governance.findings", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_next_run_comes_after_the_interval_with_a_trace_of_its_own()
    {
        (_, string output) = await RunUntilAsync(["--Audit:Interval=00:00:01"], Audited, times: 2);

        Assert.InRange(TraceIds(output).Count, 2, int.MaxValue);
    }

    [Theory]
    [InlineData("--Ens:RegionId=mars-1", "RegionId must be a known region")]
    [InlineData("--Ens:Regionid2=cn-hangzhou", "Ens:Regionid2 is not a known key")]
    [InlineData("--Audit:Interval=soon", "Audit:Interval")]
    [InlineData("--Audit:Interval=00:00:00", "Audit:Interval must be between 1 second and 30 days, but was 00:00:00.")]
    [InlineData("--Audit:Intervall=01:00:00", "Intervall")]
    [InlineData("--Audit:Allowed:0:AliyunUid=partner", "Entry 1 of the allow-list must have an account ID")]
    public async Task A_configuration_that_makes_no_sense_is_one_line_of_error(string argument, string message)
    {
        (int exitCode, _, string error) = await SampleProcess.RunAsync("HostedWorker", [argument], []);

        Assert.Equal(2, exitCode);
        Assert.Contains(message, Assert.Single(error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_a_key_is_one_line_of_error()
    {
        (int exitCode, _, string error) = await SampleProcess.RunAsync("HostedWorker", [], new() { ["ALIBABA_CLOUD_ACCESS_KEY_ID"] = "id" });

        Assert.Equal(2, exitCode);
        Assert.Contains(
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET is not set",
            Assert.Single(error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_refuses_makes_it_unhealthy_and_does_not_end_it()
    {
        using RunningServer server = await SampleProcess.StartEmulatorAsync("--refused-key", "poor:secret");

        (int exitCode, string output) = await RunUntilAsync(KeyFor(server.Address), "The worker is Unhealthy. The run that ended at");

        Assert.Equal(0, exitCode);
        Assert.Contains("NoPermission", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_hangs_makes_it_unhealthy()
    {
        await using LoopbackServer server = new((_, _, token) => Task.Delay(Timeout.Infinite, token));

        (_, string output) = await RunUntilAsync([.. KeyFor(server.Address), "--Audit:Interval=00:00:01"], "The worker is Unhealthy. No run has succeeded since");

        Assert.DoesNotContain("Audited", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopping_it_cancels_the_run_and_says_so()
    {
        await using LoopbackServer server = new((_, _, token) => Task.Delay(Timeout.Infinite, token));

        (int exitCode, string output) = await RunUntilAsync(KeyFor(server.Address), "Application started", server.FirstRequest.Task);

        Assert.Equal(0, exitCode);
        Assert.Contains("The run was canceled, because the host stops.", output, StringComparison.Ordinal);
        Assert.DoesNotContain("The run failed", output, StringComparison.Ordinal);
    }

    private static string[] KeyFor(Uri address) =>
        [$"--Ens:Endpoint={address}", "--Ens:Credentials:AccessKeyId=poor", "--Ens:Credentials:AccessKeySecret=secret", "--Health:Period=00:00:01", HealthSoon];

    /// <summary>Runs the worker until it has said something and an event has happened, and interrupts it.</summary>
    private static async Task<(int ExitCode, string Output)> RunUntilAsync(string[] arguments, string text, Task? happened = null, int times = 1)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Another process cannot be sent an interrupt there.");
        using Process process = Process.Start(SampleProcess.StartInfo("HostedWorker", arguments, []))!;
        try
        {
            Task<string> error = process.StandardError.ReadToEndAsync(Token);
            StringBuilder output = new();
            while (times > 0 && await process.StandardOutput.ReadLineAsync(Token) is { } line)
            {
                output.AppendLine(line);
                times -= line.Contains(text, StringComparison.Ordinal) ? 1 : 0;
            }

            if (times > 0)
            {
                Assert.Fail($"The worker ended without '{text}': {output} {await error}");
            }

            await (happened ?? Task.CompletedTask).WaitAsync(Token);
            using Process interrupt = Process.Start("kill", ["-INT", $"{process.Id}"]);
            output.Append(await process.StandardOutput.ReadToEndAsync(Token));
            await process.WaitForExitAsync(Token);
            return (process.ExitCode, output.ToString());
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    private static HashSet<string> TraceIds(string output) => [.. TraceId().Matches(output).Select(match => match.Value)];

    [GeneratedRegex("Activity.TraceId: +[0-9a-f]{32}", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex TraceId();
}
