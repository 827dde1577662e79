namespace Ens.ImageSharing.Tests.Samples;

/// <summary>The worker as a host runs it.</summary>
public class HostedWorkerTests
{
    [Fact]
    public async Task Without_a_key_it_counts_the_emulators_accounts_and_shows_its_telemetry()
    {
        (int exitCode, string output, _) = await SampleProcess.RunAsync("HostedWorker", [], []);

        Assert.Equal(0, exitCode);
        Assert.Contains("is shared with 250 accounts.", output, StringComparison.Ordinal);
        Assert.Contains("Activity.DisplayName:        Ens/DescribeImageSharePermission", output, StringComparison.Ordinal);
        Assert.Contains("rpc.client.call.duration", output, StringComparison.Ordinal);
        Assert.Contains("failed with Throttling.User; retrying in", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_configuration_that_makes_no_sense_keeps_it_from_starting()
    {
        (int exitCode, string output, string error) = await SampleProcess.RunAsync("HostedWorker", ["--Ens:RegionId=mars-1"], []);

        Assert.NotEqual(0, exitCode);
        Assert.Contains("RegionId must be a known region", output + error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_refuses_ends_it_with_1()
    {
        using RunningServer server = await SampleProcess.StartEmulatorAsync("--refused-key", "poor:secret");

        (int exitCode, string output, _) = await SampleProcess.RunAsync("HostedWorker", [$"--Ens:Endpoint={server.Address}", "--Ens:Credentials:AccessKeyId=poor", "--Ens:Credentials:AccessKeySecret=secret"], []);

        Assert.Equal(1, exitCode);
        Assert.Contains("NoPermission", output, StringComparison.Ordinal);
    }
}
