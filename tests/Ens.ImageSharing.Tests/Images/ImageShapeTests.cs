namespace Ens.ImageSharing.Tests.Images;

/// <summary>Every shape in which a page of images is known to come.</summary>
public class ImageShapeTests
{
    [Fact]
    public async Task A_page_is_read_as_documented()
    {
        EnsImagePage page = await Answering.ReadAsync("""
            { "Code": 0, "RequestId": "A8B8EB73", "PageNumber": "2", "PageSize": "10", "TotalCount": "11",
              "Images": { "Image": [ {
                "ImageId": "m-1", "ImageName": "golden", "ImageOwnerAlias": "self", "Status": "Available", "RegionId": "cn-shenzhen",
                "CreationTime": "2017-12-08T12:10:03Z", "Architecture": "x86_64", "ComputeType": "ens_vm", "Platform": "centos", "OsVersion": "7.2",
                "ImageSize": "20", "ImageStorageSize": "400", "InstanceId": "i-1", "SnapshotId": "sp-1",
                "DiskDeviceMappings": { "DiskDeviceMapping": [ { "Type": "Data", "Size": "100", "Format": "raw", "imageId": "i-test" } ] } } ] } }
            """, new DescribeSelfImagesRequest { PageNumber = 2 });

        Assert.Equal((2, 10, 11, "A8B8EB73", false), (page.PageNumber, page.PageSize, page.TotalCount, page.RequestId, page.HasNextPage));
        EnsImage image = Assert.Single(page.Images);
        Assert.Equal(("m-1", "golden", "self", "Available", "cn-shenzhen"), (image.ImageId, image.ImageName, image.OwnerAlias, image.Status, image.RegionId));
        Assert.Equal(new DateTimeOffset(2017, 12, 8, 12, 10, 3, TimeSpan.Zero), image.CreationTime);
        Assert.Equal(("x86_64", "ens_vm", "centos", "7.2"), (image.Architecture, image.ComputeType, image.Platform, image.OsVersion));
        Assert.Equal((20, 400, "i-1", "sp-1"), (image.ImageSize, image.ImageStorageSize, image.InstanceId, image.SnapshotId));
        Assert.Equal(new EnsDiskDeviceMapping { Type = "Data", Size = 100, Format = "raw", ImageId = "i-test" }, Assert.Single(image.DiskDeviceMappings));
    }

    [Theory]
    [InlineData("""{"PageNumber":3,"PageSize":50,"TotalCount":120,"Images":{"Image":[]}}""", 3, 50, 120)]
    [InlineData("""{"PageNumber":"3","PageSize":"50","TotalCount":"120","Images":{"Image":[]}}""", 3, 50, 120)]
    [InlineData("""{"Code":0,"RequestId":"R","Images":{"Image":[]}}""", 3, 20, null)]
    [InlineData("""{"PageNumber":null,"PageSize":"","TotalCount":"","Images":{"Image":[]}}""", 3, 20, null)]
    [InlineData("""{"PageSize":-1,"TotalCount":null,"Images":{"Image":[]}}""", 3, 20, null)]
    [InlineData("""{"PageSize":99999999999,"TotalCount":null,"Images":{"Image":[]}}""", 3, 20, null)]
    public async Task Figures_are_numbers_texts_or_absent(string body, int number, int size, int? total)
    {
        EnsImagePage page = await Answering.ReadAsync(body, new DescribeSelfImagesRequest { PageNumber = 3, PageSize = 20 });

        Assert.Equal((number, size, total), (page.PageNumber, page.PageSize, page.TotalCount));
    }

    [Theory]
    [InlineData("""{"Images":{"Image":[{"ImageId":"m-1"},{"ImageId":"m-2"}]}}""", "m-1,m-2")]
    [InlineData("""{"Images":[{"ImageId":"m-1"},{"ImageId":"m-2"}]}""", "m-1,m-2")]
    [InlineData("""{"Images":{"Image":{"ImageId":"m-1"}}}""", "m-1")]
    [InlineData("""{"images":{"image":[{"imageId":"m-1"}]}}""", "m-1")]
    [InlineData("""{"Images":{"Image":[{"ImageId":12345678901234567890}]}}""", "12345678901234567890")]
    [InlineData("""{"Images":{"Image":[]}}""", "")]
    [InlineData("""{"Images":{"Image":null}}""", "")]
    [InlineData("""{"Images":{"Image":""}}""", "")]
    [InlineData("""{"Images":{}}""", "")]
    [InlineData("""{"Images":[]}""", "")]
    [InlineData("""{"Images":null}""", "")]
    [InlineData("""{"TotalCount":"0"}""", "")]
    public async Task A_list_is_wrapped_flat_a_single_image_or_nothing(string body, string expected)
    {
        EnsImagePage page = await Answering.ReadAsync(body);

        Assert.Equal(expected.Split(',', StringSplitOptions.RemoveEmptyEntries), page.Images.Select(image => image.ImageId));
    }

    [Theory]
    [InlineData("""{"Images":{"Image":[{"ImageId":"m-1"},{"ImageName":"golden"}]}}""")]
    [InlineData("""{"Images":{"Image":[{"ImageId":null}]}}""")]
    [InlineData("""{"Images":{"Image":[{"ImageId":""}]}}""")]
    [InlineData("""{"Images":{"Image":[{"ImageId":{"Id":"m-1"}}]}}""")]
    [InlineData("""{"Images":{"Image":[null]}}""")]
    [InlineData("""{"Images":{"Image":["m-1"]}}""")]
    [InlineData("""{"Images":{"Image":[["m-1"]]}}""")]
    [InlineData("""{"Images":{"ImageId":"m-1"}}""")]
    [InlineData("""{"TotalCount":"1"}""")]
    [InlineData("""{"Code":0,"RequestId":"R"}""")]
    [InlineData("""{"Images":{"Image":[{"ImageId":"m-1"}]}} {}""")]
    [InlineData("""{"Images":{"Image":[{"ImageId":"m-1"}""")]
    [InlineData("")]
    public async Task An_image_that_cannot_be_read_is_an_error_and_never_left_out(string body)
    {
        EnsException exception = await Assert.ThrowsAsync<EnsException>(() => Answering.ReadAsync(body));

        Assert.StartsWith("The response cannot be read", exception.Message, StringComparison.Ordinal);
        Assert.Equal(1, exception.PageNumber);
    }

    [Theory]
    [InlineData("""{"Code":0,"Images":[]}""")]
    [InlineData("""{"Code":"0","Images":[]}""")]
    [InlineData("""{"Code":200,"Images":[]}""")]
    [InlineData("""{"Images":[],"Code":"OK"}""")]
    [InlineData("""{"Images":[],"Code":"Success"}""")]
    [InlineData("""{"Images":[],"Code":null}""")]
    public async Task A_code_of_success_is_no_error(string body) => Assert.Empty((await Answering.ReadAsync(body)).Images);

    [Theory]
    [InlineData("""{"Code":"NoPermission","Message":"Permission denied.","RequestId":"R-1"}""")]
    [InlineData("""{"RequestId":"R-1","Images":{"Image":[]},"TotalCount":"0","Code":"NoPermission","Message":"Permission denied."}""")]
    public async Task An_error_with_a_good_status_is_an_error(string body)
    {
        EnsNoPermissionException exception = await Assert.ThrowsAsync<EnsNoPermissionException>(() => Answering.ReadAsync(body));

        Assert.Equal(("NoPermission", "R-1", 200), (exception.ErrorCode, exception.RequestId, (int)exception.StatusCode!.Value));
    }

    [Theory]
    [InlineData("""{"Success":false,"Images":{"Image":[]},"TotalCount":0}""")]
    [InlineData("""{"Images":{"Image":[]},"TotalCount":0,"Code":200,"Success":"False"}""")]
    public async Task A_list_that_is_said_to_have_failed_is_no_empty_list(string body) =>
        await Assert.ThrowsAsync<EnsException>(() => Answering.ReadAsync(body));

    [Fact]
    public async Task A_word_of_success_is_no_error() =>
        Assert.Empty((await Answering.ReadAsync("""{"Success":true,"Images":{"Image":[]},"TotalCount":0}""")).Images);

    [Fact]
    public async Task A_code_that_is_not_known_as_success_is_an_error() =>
        Assert.Equal("1", (await Assert.ThrowsAsync<EnsException>(() => Answering.ReadAsync("""{"Code":1,"Images":[]}"""))).ErrorCode);
}
