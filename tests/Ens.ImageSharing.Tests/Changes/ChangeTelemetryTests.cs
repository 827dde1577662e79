using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace Ens.ImageSharing.Tests.Changes;

/// <summary>What an operator sees of changes.</summary>
[Collection("alone")]
public class ChangeTelemetryTests
{
    private readonly FakeLogCollector _logs = new();
    private readonly ChangeScene _scene = new("9");

    [Fact]
    public async Task Every_change_is_one_line_with_image_accounts_and_request_ID()
    {
        using LoggerFactory loggers = new([new FakeLoggerProvider(_logs)]);

        ImageShareChange shared = await _scene.Client(loggers: loggers).ShareAsync(ChangeScene.Image, ["7", "8"], ChangeScene.Token);
        ImageShareChange unshared = await _scene.Client(loggers: loggers).UnshareAsync(ChangeScene.Image, ["9"], ChangeScene.Token);

        FakeLogRecord[] lines = [.. _logs.GetSnapshot().Where(line => line.Message.StartsWith("Changed", StringComparison.Ordinal))];
        Assert.Equal(
            [
                $"Changed image {ChangeScene.Image}: added [7,8], removed [], request ID {shared.RequestIds[0]}.",
                $"Changed image {ChangeScene.Image}: added [], removed [9], request ID {unshared.RequestIds[0]}.",
            ],
            lines.Select(line => line.Message));
        Assert.All(lines, line => Assert.Equal(LogLevel.Information, line.Level));
    }

    [Fact]
    public async Task A_change_that_failed_is_no_line_about_a_change()
    {
        using LoggerFactory loggers = new([new FakeLoggerProvider(_logs)]);
        _scene.Emulator.Faults.Error(500, EnsErrorCodes.InternalError);

        await Assert.ThrowsAsync<EnsOutcomeUnknownException>(() => _scene.Client(loggers: loggers)
            .ModifyImageSharePermissionAsync(new(ChangeScene.Image) { AddAccounts = ["7"] }, ChangeScene.Token));

        Assert.DoesNotContain(_logs.GetSnapshot(), line => line.Message.StartsWith("Changed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Accounts_that_were_changed_are_counted()
    {
        using MetricCollector<long> changes = new(meterScope: null, "Ens.ImageSharing", "ens.client.changes");

        await _scene.Client().ModifyImageSharePermissionAsync(
            new(ChangeScene.Image) { AddAccounts = ["7", "8"], RemoveAccount = "9" }, ChangeScene.Token);

        CollectedMeasurement<long> measurement = Assert.Single(changes.GetMeasurementSnapshot());
        Assert.Equal((3, "Ens/ModifyImageSharePermission"), (measurement.Value, measurement.Tags["rpc.method"]));
    }
}
