using System.Globalization;

namespace Ens.ImageSharing.Tests.Emulator;

/// <summary>How the emulator lists images.</summary>
public class DescribeSelfImagesTests
{
    private readonly EnsEmulator _emulator = new();
    private readonly RawCaller _caller;

    public DescribeSelfImagesTests() => _caller = RawCaller.Of(_emulator);

    [Fact]
    public async Task An_image_is_answered_as_documented()
    {
        _emulator.AddImage(new EnsImage("m-1")
        {
            ImageName = "golden",
            OwnerAlias = "self",
            Status = "Available",
            RegionId = "cn-shenzhen",
            CreationTime = new DateTimeOffset(2017, 12, 8, 14, 10, 3, TimeSpan.FromHours(2)),
            Architecture = "x86_64",
            ComputeType = "ens_vm",
            Platform = "centos",
            OsVersion = "7.2",
            ImageSize = 20,
            ImageStorageSize = 400,
            InstanceId = "i-1",
            SnapshotId = "sp-1",
            DiskDeviceMappings = [new EnsDiskDeviceMapping { Type = "Data", Size = 100, Format = "raw", ImageId = "i-test" }],
        });

        RawAnswer answer = await _caller.ListImagesAsync();

        const string Image = """
            {"ImageId":"m-1","ImageName":"golden","ImageOwnerAlias":"self","Status":"Available","RegionId":"cn-shenzhen","CreationTime":"2017-12-08T12:10:03Z",
            "Architecture":"x86_64","ComputeType":"ens_vm","Platform":"centos","OsVersion":"7.2","ImageSize":"20","ImageStorageSize":"400","InstanceId":"i-1","SnapshotId":"sp-1",
            "DiskDeviceMappings":{"DiskDeviceMapping":[{"Type":"Data","Size":"100","Format":"raw","imageId":"i-test"}]}}
            """;
        Assert.Equal(Image.ReplaceLineEndings(""), Assert.Single(answer.ImageObjects).GetRawText());
        Assert.Equal(("0", "\"1\"", "\"10\"", "\"1\""), (answer.Text("Code"), answer.Text("PageNumber"), answer.Text("PageSize"), answer.Text("TotalCount")));
        Assert.NotEmpty(answer.Body.GetProperty("RequestId").GetString()!);
    }

    [Fact]
    public async Task Own_received_and_public_images_are_listed_in_the_order_they_were_added()
    {
        _emulator.Share("m-own");
        _emulator.AddImage(new EnsImage("m-received") { OwnerAlias = "others" });
        _emulator.AddImage(new EnsImage("m-public") { OwnerAlias = "system" });

        RawAnswer answer = await _caller.ListImagesAsync();

        Assert.Equal(["m-own self", "m-received others", "m-public system"], answer.ImageObjects.Select(image => image.GetProperty("ImageId") + " " + image.GetProperty("ImageOwnerAlias")));
    }

    [Fact]
    public async Task A_page_has_ten_images_by_default()
    {
        Add(25);

        RawAnswer last = await _caller.ListImagesAsync(("PageNumber", "3"));

        Assert.Equal(["m-20", "m-21", "m-22", "m-23", "m-24"], last.ImageIds);
        Assert.Equal(("\"3\"", "\"10\"", "\"25\""), (last.Text("PageNumber"), last.Text("PageSize"), last.Text("TotalCount")));
    }

    [Fact]
    public async Task A_page_beyond_the_end_is_empty()
    {
        Add(3);

        Assert.Empty((await _caller.ListImagesAsync(("PageNumber", "2147483647"), ("PageSize", "50"))).ImageIds);
    }

    [Fact]
    public async Task A_page_obeys_the_limit_of_the_emulator()
    {
        Add(5);
        _emulator.PageSizeLimit = 2;

        RawAnswer answer = await _caller.ListImagesAsync(("PageSize", "50"));

        Assert.Equal((2, "\"2\""), (answer.ImageObjects.Length, answer.Text("PageSize")));
    }

    [Theory]
    [InlineData("ImageId", "m-1", "m-1,m-12")]
    [InlineData("ImageId", "12", "m-12")]
    [InlineData("ImageId", "", "m-1,m-12,m-3")]
    [InlineData("ImageId", "M-1", "")]
    [InlineData("ImageName", "gold", "m-1,m-3")]
    [InlineData("SnapshotId", "sp-1", "m-1")]
    [InlineData("SnapshotId", "sp", "")]
    public async Task Ids_and_names_are_found_by_a_part_and_snapshots_by_the_whole(string filter, string value, string expected)
    {
        _emulator.AddImage(new EnsImage("m-1") { ImageName = "golden", SnapshotId = "sp-1" });
        _emulator.AddImage(new EnsImage("m-12") { SnapshotId = "sp-12" });
        _emulator.AddImage(new EnsImage("m-3") { ImageName = "old-golden" });

        RawAnswer answer = await _caller.ListImagesAsync((filter, value));

        Assert.Equal(expected.Split(',', StringSplitOptions.RemoveEmptyEntries), answer.ImageIds);
        Assert.Equal($"\"{answer.ImageIds.Length}\"", answer.Text("TotalCount"));
    }

    [Theory]
    [InlineData("PageNumber", "0")]
    [InlineData("PageNumber", "one")]
    [InlineData("PageSize", "0")]
    [InlineData("PageSize", "-5")]
    [InlineData("PageSize", "99999999999")]
    public async Task Page_figures_are_checked(string name, string value) =>
        Assert.Equal("InvalidParameter." + name, (await _caller.ListImagesAsync((name, value))).ErrorCode);

    [Fact]
    public async Task An_image_that_is_added_again_is_replaced_and_keeps_its_accounts()
    {
        _emulator.Share("m-1", "7");
        _emulator.Share("m-2");
        _emulator.AddImage(new EnsImage("m-1") { ImageName = "renamed", OwnerAlias = "self" });

        RawAnswer answer = await _caller.ListImagesAsync();

        Assert.Equal(["m-1", "m-2"], answer.ImageIds);
        Assert.Equal("renamed", answer.ImageObjects[0].GetProperty("ImageName").GetString());
        Assert.Equal(["7"], _emulator.AccountsOf("m-1"));
    }

    [Fact]
    public async Task Figures_can_be_numbers()
    {
        _emulator.AddImage(new EnsImage("m-1") { ImageSize = 20, DiskDeviceMappings = [new EnsDiskDeviceMapping { Size = 5 }] });
        _emulator.Shape = EnsEmulatorShape.NumberFigures;

        RawAnswer answer = await _caller.ListImagesAsync();

        Assert.Equal(("1", "10", "1", "20"), (answer.Text("PageNumber"), answer.Text("PageSize"), answer.Text("TotalCount"), answer.ImageObjects[0].GetProperty("ImageSize").GetRawText()));
        Assert.Contains("{\"Size\":5}", answer.ImageObjects[0].GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Figures_can_be_absent()
    {
        Add(1);
        _emulator.Shape = EnsEmulatorShape.NoPageFigures;

        Assert.Equal(["Code", "RequestId", "Images"], (await _caller.ListImagesAsync()).Body.EnumerateObject().Select(member => member.Name));
    }

    [Theory]
    [InlineData(EnsEmulatorShape.CamelCase, "\"images\":{\"image\":[{\"imageId\":\"m-0\"")]
    [InlineData(EnsEmulatorShape.FlatAccounts, "\"Images\":[{\"ImageId\":\"m-0\"")]
    [InlineData(EnsEmulatorShape.SingleAccount, "\"Images\":{\"Image\":{\"ImageId\":\"m-0\"")]
    public async Task The_shapes_of_lists_apply_to_images_too(EnsEmulatorShape shape, string expected)
    {
        Add(1);
        _emulator.Shape = shape;

        Assert.Contains(expected, (await _caller.ListImagesAsync()).Body.GetRawText(), StringComparison.Ordinal);
    }

    private void Add(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _emulator.Share("m-" + i.ToString(CultureInfo.InvariantCulture));
        }
    }
}
