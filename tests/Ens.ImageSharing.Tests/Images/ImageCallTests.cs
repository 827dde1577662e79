using Ens.ImageSharing.Tests.Calls;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace Ens.ImageSharing.Tests.Images;

/// <summary>The single call: arguments, parameters, errors, telemetry.</summary>
[Collection("alone")]
public class ImageCallTests
{
    private readonly EnsEmulator _emulator = new();

    public static TheoryData<DescribeSelfImagesRequest, string> BadRequests => new()
    {
        { new() { PageNumber = 0 }, "PageNumber" },
        { new() { PageSize = 0 }, "PageSize" },
        { new() { PageSize = 101 }, "PageSize" },
        { new() { ImageId = " " }, "ImageId" },
        { new() { ImageId = "m-1\r\n" }, "ImageId" },
        { new() { ImageName = "\ud800" }, "ImageName" },
        { new() { SnapshotId = "" }, "SnapshotId" },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(BadRequests))]
    public void A_bad_request_is_refused_by_the_call(DescribeSelfImagesRequest request, string name)
    {
        EnsClient client = _emulator.Client();

        Assert.Equal(name, Assert.ThrowsAny<ArgumentException>(() => { _ = client.DescribeSelfImagesAsync(request, Token); }).ParamName);
        Assert.Equal(name, Assert.ThrowsAny<ArgumentException>(() => { _ = client.ListImagesAsync(request, Token); }).ParamName);
        Assert.Equal(name, Assert.ThrowsAny<ArgumentException>(() => { _ = client.ListImagePagesAsync(request, Token); }).ParamName);
        Assert.Empty(_emulator.Requests);
    }

    [Fact]
    public void No_request_is_refused() =>
        Assert.Equal("request", Assert.Throws<ArgumentNullException>(() => { _ = _emulator.Client().DescribeSelfImagesAsync(null!, Token); }).ParamName);

    [Fact]
    public async Task Only_what_is_set_is_sent()
    {
        Answering transport = new("""{"TotalCount":"0"}""");

        await transport.Client().DescribeSelfImagesAsync(new(), Token);
        await transport.Client().DescribeSelfImagesAsync(
            new() { ImageId = "m-1", ImageName = "a b", SnapshotId = "sp-1", PageNumber = 2, PageSize = 100 }, Token);

        Assert.Equal(["?", "?PageNumber=2&PageSize=100&ImageId=m-1&ImageName=a%20b&SnapshotId=sp-1"], transport.Queries.Select(query => query.Length == 0 ? "?" : query));
    }

    [Fact]
    public async Task The_message_of_a_missing_permission_names_the_RAM_action()
    {
        _emulator.AddAccessKey("id", "secret", EnsEmulatorPermissions.DescribeImageSharePermission);
        EnsClient client = new(EnsCredentials.FromAccessKey("id", "secret"), _emulator.Options, _emulator);

        EnsNoPermissionException exception = await Assert.ThrowsAsync<EnsNoPermissionException>(() => client.DescribeSelfImagesAsync(new(), Token));

        Assert.Contains("ens:DescribeSelfImages", exception.Message, StringComparison.Ordinal);
        Assert.Contains("page 1 of the images", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Transient_failures_are_retried()
    {
        SkippingTime time = new(_emulator.Options);
        EnsEmulator emulator = new(time);
        emulator.Share("m-1");
        emulator.Faults.Throttle().Error(503, EnsErrorCodes.ServiceUnavailable).Drop();
        EnsClient client = new(emulator.Credentials, emulator.Options, emulator, loggerFactory: null, time);

        Assert.Single((await client.DescribeSelfImagesAsync(new(), Token)).Images);
        Assert.Equal(4, emulator.Requests.Count);
    }

    [Fact]
    public async Task Images_are_counted_and_logged()
    {
        using MetricCollector<long> images = new(meterScope: null, "Ens.ImageSharing", "ens.client.images");
        using MetricCollector<double> durations = new(meterScope: null, "Ens.ImageSharing", "rpc.client.call.duration");
        FakeLogCollector logs = new();
        using LoggerFactory loggers = new([new FakeLoggerProvider(logs)], new LoggerFilterOptions { MinLevel = LogLevel.Debug });
        _emulator.Share("m-1");
        _emulator.Share("m-2");
        EnsClient client = new(_emulator.Credentials, _emulator.Options, _emulator, loggers);

        EnsImagePage page = await client.DescribeSelfImagesAsync(new(), Token);

        Assert.Equal(2, Assert.Single(images.GetMeasurementSnapshot()).Value);
        Assert.Equal("Ens/DescribeSelfImages", Assert.Single(durations.GetMeasurementSnapshot()).Tags["rpc.method"]);
        Assert.Contains(logs.GetSnapshot(), line => line.Message == $"Read page 1 of the images: 2 images, total 2, request ID {page.RequestId}.");
    }

    [Theory]
    [InlineData(1, 10, 11, 10, true)]
    [InlineData(2, 10, 20, 0, false)]
    [InlineData(1, 10, null, 10, true)]
    [InlineData(1, 10, null, 9, false)]
    [InlineData(int.MaxValue, 100, 5, 0, false)]
    public void A_next_page_is_announced_by_the_figures(int number, int size, int? total, int images, bool expected)
    {
        EnsImagePage page = new() { PageNumber = number, PageSize = size, TotalCount = total, Images = [.. Enumerable.Range(1, images).Select(id => new EnsImage($"m-{id}"))] };

        Assert.Equal(expected, page.HasNextPage);
    }

    [Fact]
    public async Task A_double_that_overrides_nothing_says_so() =>
        await Assert.ThrowsAsync<NotSupportedException>(() => new Nothing().DescribeSelfImagesAsync(new(), Token));

    private sealed class Nothing : EnsClient;
}
