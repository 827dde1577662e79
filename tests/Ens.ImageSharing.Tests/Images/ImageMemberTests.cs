namespace Ens.ImageSharing.Tests.Images;

/// <summary>The members of one image, as the service sends them and as it may.</summary>
public class ImageMemberTests
{
    [Theory]
    [InlineData("self", true, false)]
    [InlineData("others", false, true)]
    [InlineData("system", false, false)]
    [InlineData("marketplace", false, false)]
    [InlineData("Self", false, false)]
    [InlineData("", false, false)]
    public async Task Only_self_is_own_and_only_others_is_received(string alias, bool isOwn, bool isReceived)
    {
        EnsImage image = await Answering.ReadImageAsync($$"""{"ImageId":"m-1","ImageOwnerAlias":"{{alias}}"}""");

        Assert.Equal((isOwn, isReceived), (image.IsOwn, image.IsReceived));
    }

    [Fact]
    public async Task An_image_without_an_owner_is_neither_own_nor_received()
    {
        EnsImage image = await Answering.ReadImageAsync("""{"ImageId":"m-1","ImageOwnerAlias":null}""");

        Assert.Equal((null, false, false), (image.OwnerAlias, image.IsOwn, image.IsReceived));
    }

    [Theory]
    [InlineData("Creating")]
    [InlineData("Pack_failed")]
    [InlineData("Frozen2031")]
    public async Task A_state_is_text_that_may_grow(string status) =>
        Assert.Equal(status, (await Answering.ReadImageAsync($$"""{"ImageId":"m-1","Status":"{{status}}"}""")).Status);

    [Theory]
    [InlineData("\"2017-12-08T12:10:03Z\"", "2017-12-08T12:10:03")]
    [InlineData("\"2017-12-08T12:10Z\"", "2017-12-08T12:10:00")]
    [InlineData("\"2017-12-08T12:10:03.250Z\"", "2017-12-08T12:10:03.25")]
    [InlineData("\"2017-12-08T20:10:03+08:00\"", "2017-12-08T12:10:03")]
    [InlineData("\"2017-12-08T12:10:03\"", "2017-12-08T12:10:03")]
    [InlineData("\"2017-12-08 12:10:03\"", "2017-12-08T12:10:03")]
    [InlineData("\"2017-12-08\"", "2017-12-08T00:00:00")]
    public async Task A_time_is_read_as_UTC(string json, string expected) =>
        Assert.Equal(
            DateTimeOffset.Parse(expected + "Z", System.Globalization.CultureInfo.InvariantCulture),
            (await Answering.ReadImageAsync($$"""{"ImageId":"m-1","CreationTime":{{json}}}""")).CreationTime);

    [Theory]
    [InlineData("\"yesterday\"")]
    [InlineData("\"12:10\"")]
    [InlineData("\"5.6\"")]
    [InlineData("\"2017-13-08T12:10:03Z\"")]
    [InlineData("\"0001-01-01T00:00:00+14:00\"")]
    [InlineData("\"08/12/2017\"")]
    [InlineData("\"\"")]
    [InlineData("1512735003000")]
    [InlineData("null")]
    [InlineData("{\"Time\":\"2017-12-08T12:10:03Z\"}")]
    [InlineData("[]")]
    public async Task A_time_that_cannot_be_read_is_unknown_and_the_image_stays(string json)
    {
        EnsImage image = await Answering.ReadImageAsync($$"""{"CreationTime":{{json}},"ImageId":"m-1","ImageName":"golden"}""");

        Assert.Equal((null, "m-1", "golden"), (image.CreationTime, image.ImageId, image.ImageName));
    }

    [Theory]
    [InlineData("20", 20L)]
    [InlineData("\"20\"", 20L)]
    [InlineData("\"9000000000\"", 9000000000L)]
    [InlineData("\"20.5\"", null)]
    [InlineData("\"20 GB\"", null)]
    [InlineData("\"\"", null)]
    [InlineData("null", null)]
    [InlineData("{}", null)]
    public async Task A_size_is_a_number_a_text_or_unknown(string json, long? expected)
    {
        EnsImage image = await Answering.ReadImageAsync($$"""{"ImageSize":{{json}},"ImageStorageSize":{{json}},"ImageId":"m-1"}""");

        Assert.Equal((expected, expected), (image.ImageSize, image.ImageStorageSize));
    }

    [Theory]
    [InlineData("""{"DiskDeviceMapping":[{"Size":5},{"Size":"6","Type":"System"}]}""", 2)]
    [InlineData("""{"DiskDeviceMapping":{"Size":5,"New":[1]}}""", 1)]
    [InlineData("""{"DiskDeviceMapping":[null,"x",7,[{"Size":6}],{"Size":5}]}""", 1)]
    [InlineData("\"x\"", 0)]
    [InlineData("""[{"Size":5}]""", 1)]
    [InlineData("""{"DiskDeviceMapping":[]}""", 0)]
    [InlineData("""{}""", 0)]
    [InlineData("null", 0)]
    [InlineData("\"\"", 0)]
    public async Task Disks_are_a_list_a_single_disk_or_nothing(string json, int expected)
    {
        EnsImage image = await Answering.ReadImageAsync($$"""{"DiskDeviceMappings":{{json}},"ImageId":"m-1"}""");

        Assert.Equal(expected, image.DiskDeviceMappings.Count);
        Assert.Equal(expected > 0 ? 5 : null, image.DiskDeviceMappings is [var disk, ..] ? disk.Size : null);
    }

    [Fact]
    public async Task Members_that_are_new_are_skipped() =>
        Assert.Equal("m-1", (await Answering.ReadImageAsync("""{"Tags":{"Tag":[{"ImageId":"m-9"}]},"ImageId":"m-1","IsSelfShared":"true"}""")).ImageId);

    [Fact]
    public void Lists_of_an_image_that_a_test_creates_are_never_null()
    {
        Assert.Empty(new EnsImage("m-1") { DiskDeviceMappings = null! }.DiskDeviceMappings);
        Assert.Empty(new EnsImagePage { Images = null! }.Images);
    }
}
