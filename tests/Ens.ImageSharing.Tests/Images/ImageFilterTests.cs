namespace Ens.ImageSharing.Tests.Images;

/// <summary>The filters of the service match loosely; a request for an ID must not.</summary>
public class ImageFilterTests
{
    private readonly EnsEmulator _emulator = new();

    public ImageFilterTests()
    {
        foreach (string id in (string[])["m-12", "m-1", "xm-1", "m-1x"])
        {
            _emulator.AddImage(new EnsImage(id) { ImageName = "golden " + id, SnapshotId = "sp-" + id });
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_list_for_an_ID_yields_that_ID_only() => Assert.Equal(["m-1"], await ListAsync(new() { ImageId = "m-1" }));

    [Fact]
    public async Task A_page_for_an_ID_has_that_ID_only()
    {
        EnsImagePage page = await _emulator.Client().DescribeSelfImagesAsync(new() { ImageId = "m-1" }, Token);

        Assert.Equal("m-1", Assert.Single(page.Images).ImageId);
        Assert.Equal(4, page.TotalCount);
    }

    [Fact]
    public async Task An_ID_behind_pages_of_longer_IDs_is_found()
    {
        for (int number = 100; number < 230; number++)
        {
            _emulator.Share($"m-30{number}");
        }

        _emulator.Share("m-30");

        Assert.Equal(["m-30"], await ListAsync(new() { ImageId = "m-30" }));
        Assert.Equal(3, _emulator.Requests.Count);
    }

    [Theory]
    [InlineData(EnsEmulatorShape.NoTotalCount)]
    [InlineData(EnsEmulatorShape.NoPageFigures)]
    public async Task An_ID_behind_pages_of_longer_IDs_is_found_without_a_total(EnsEmulatorShape shape)
    {
        _emulator.Shape = shape;
        for (int number = 100; number < 160; number++)
        {
            _emulator.Share($"m-30{number}");
        }

        _emulator.Share("m-30");

        Assert.Equal(["m-30"], await ListAsync(new() { ImageId = "m-30" }));
        Assert.True((await _emulator.Client().DescribeSelfImagesAsync(new() { ImageId = "m-30", PageSize = 50 }, Token)).HasNextPage);
    }

    [Fact]
    public async Task An_ID_that_is_only_a_part_of_others_yields_nothing() => Assert.Empty(await ListAsync(new() { ImageId = "m-" }));

    [Fact]
    public async Task Another_letter_case_is_another_ID()
    {
        EnsImagePage page = new() { TotalCount = 1, PageSize = 50, Images = [new("M-1")] };

        Assert.Empty(await Emulated.ToListAsync(new OnePage(page).ListImagesAsync(new() { ImageId = "m-1" }, Token), Token));
    }

    [Fact]
    public async Task Filters_for_the_name_and_the_snapshot_are_the_services()
    {
        Assert.Equal(["m-12", "m-1", "xm-1", "m-1x"], await ListAsync(new() { ImageName = "golden" }));
        Assert.Equal(["m-12"], await ListAsync(new() { SnapshotId = "sp-m-12" }));
        Assert.Equal(("golden", null), (_emulator.Requests[0].Parameter("ImageName"), _emulator.Requests[0].Parameter("ImageId")));
    }

    private async Task<string[]> ListAsync(DescribeSelfImagesRequest request) =>
        [.. (await Emulated.ToListAsync(_emulator.Client().ListImagesAsync(request, Token), Token)).Select(image => image.ImageId)];

    /// <summary>A test double that does not filter.</summary>
    private sealed class OnePage(EnsImagePage page) : EnsClient
    {
        public override Task<EnsImagePage> DescribeSelfImagesAsync(DescribeSelfImagesRequest request, CancellationToken cancellationToken = default) =>
            Task.FromResult(page);
    }
}
