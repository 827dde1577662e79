using System.Globalization;

namespace Ens.ImageSharing.Tests.Images;

/// <summary>Lists of images: the same walk, evidence and guards as for accounts.</summary>
public class ImageListTests
{
    private readonly EnsEmulator _emulator = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(50, 1)]
    [InlineData(51, 2)]
    [InlineData(120, 3)]
    public async Task A_list_asks_for_fifty_images_a_page(int images, int requests)
    {
        string[] ids = Add(images);

        Assert.Equal(ids, await ListAsync());
        Assert.Equal(requests, _emulator.Requests.Count);
        Assert.All(_emulator.Requests, request => Assert.Equal(("DescribeSelfImages", "50"), (request.Action, request.Parameter("PageSize"))));
    }

    [Theory]
    [InlineData(EnsEmulatorUnknowns.None, 7)]
    [InlineData(EnsEmulatorUnknowns.SmallImagePages, 7)]
    [InlineData(EnsEmulatorUnknowns.LargeImagePagesFail, 50)]
    public async Task Pages_that_are_smaller_than_requested_lose_nothing(EnsEmulatorUnknowns unknowns, int pageSizeLimit)
    {
        string[] ids = Add(120);
        _emulator.Unknowns = unknowns;
        _emulator.PageSizeLimit = pageSizeLimit;

        Assert.Equal(ids, await ListAsync());
    }

    [Theory]
    [InlineData(EnsEmulatorShape.NoPageFigures)]
    [InlineData(EnsEmulatorShape.NoTotalCount)]
    [InlineData(EnsEmulatorShape.NumberFigures)]
    [InlineData(EnsEmulatorShape.FlatAccounts | EnsEmulatorShape.CamelCase | EnsEmulatorShape.SingleAccount)]
    public async Task Every_shape_of_pages_gives_the_same_list(EnsEmulatorShape shape)
    {
        string[] ids = Add(101);
        _emulator.Shape = shape;

        Assert.Equal(ids, await ListAsync());
    }

    [Theory]
    [InlineData(3)]
    [InlineData(16)]
    public async Task Pages_in_flight_give_the_same_list(int pagesInFlight)
    {
        string[] ids = Add(333);
        _emulator.Options.PagesInFlight = pagesInFlight;

        Assert.Equal(ids, await ListAsync());
        Assert.Equal(7, _emulator.Requests.Count);
    }

    [Fact]
    public async Task A_list_that_shrinks_while_it_is_read_is_an_error()
    {
        Add(120);
        EnsImagePage[] pages = [Page(1, 120, 50), Page(2, 119, 50)];

        EnsException exception = await Assert.ThrowsAsync<EnsException>(() => Emulated.ToListAsync(new Pages(pages).ListImagesAsync(cancellationToken: Token), Token));

        Assert.StartsWith("Listing the images stopped at page 2: the total shrank from 120 to 119", exception.Message, StringComparison.Ordinal);
        Assert.Contains("some images may have been skipped", exception.Message, StringComparison.Ordinal);
        Assert.Equal((2, 2), (exception.PageNumber, exception.Data["PageNumber"]));
    }

    [Fact]
    public async Task A_list_that_ends_before_its_total_is_an_error()
    {
        EnsImagePage[] pages = [Page(1, 120, 50), Page(2, 120, 0)];

        EnsException exception = await Assert.ThrowsAsync<EnsException>(() => Emulated.ToListAsync(new Pages(pages).ListImagesAsync(cancellationToken: Token), Token));

        Assert.Contains("the page is empty, but only 50 of 120 images came", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_page_than_the_requested_one_is_an_error()
    {
        Add(120);
        _emulator.Faults.Succeed().WrongPage();

        EnsException exception = await Assert.ThrowsAsync<EnsException>(ListAsync);

        Assert.Contains("the service returned page 3 instead", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task Leaving_a_list_early_sends_nothing_more(int pagesInFlight)
    {
        Add(500);
        _emulator.Options.PagesInFlight = pagesInFlight;
        await foreach (EnsImage image in _emulator.Client().ListImagesAsync(cancellationToken: Token))
        {
            Assert.Equal("m-0", image.ImageId);
            break;
        }

        Assert.Single(_emulator.Requests);
    }

    [Fact]
    public async Task A_list_starts_with_the_requested_page_and_leaves_the_request_as_it_is()
    {
        string[] ids = Add(25);
        DescribeSelfImagesRequest request = new() { PageNumber = 2, PageSize = 10 };

        List<EnsImage> images = await Emulated.ToListAsync(_emulator.Client().ListImagesAsync(request, Token), Token);

        Assert.Equal(ids[10..], images.Select(image => image.ImageId));
        Assert.Equal(new DescribeSelfImagesRequest { PageNumber = 2, PageSize = 10 }, request);
    }

    [Fact]
    public async Task Own_received_and_public_images_are_told_apart()
    {
        _emulator.Share("m-own");
        _emulator.AddImage(new EnsImage("m-received") { OwnerAlias = "others" });
        _emulator.AddImage(new EnsImage("m-public") { OwnerAlias = "system" });

        List<EnsImage> images = await Emulated.ToListAsync(_emulator.Client().ListImagesAsync(cancellationToken: Token), Token);

        Assert.Equal("m-own", Assert.Single(images, image => image.IsOwn).ImageId);
        Assert.Equal("m-received", Assert.Single(images, image => image.IsReceived).ImageId);
    }

    [Fact]
    public async Task Both_tokens_end_a_list()
    {
        Add(120);
        using CancellationTokenSource stop = new();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Emulated.ToListAsync(_emulator.Client().ListImagesAsync(cancellationToken: stop.Token), Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Emulated.ToListAsync(_emulator.Client().ListImagesAsync(cancellationToken: Token), stop.Token));
        Assert.Empty(_emulator.Requests);
    }

    private static EnsImagePage Page(int number, int total, int images) => new()
    {
        PageNumber = number,
        PageSize = 50,
        TotalCount = total,
        Images = [.. Enumerable.Range(number * 1000, images).Select(id => new EnsImage($"m-{id}"))],
    };

    private string[] Add(int count)
    {
        string[] ids = [.. Enumerable.Range(0, count).Select(number => "m-" + number.ToString(CultureInfo.InvariantCulture))];
        Array.ForEach(ids, id => _emulator.Share(id));
        return ids;
    }

    private async Task<string[]> ListAsync() =>
        [.. (await Emulated.ToListAsync(_emulator.Client().ListImagesAsync(cancellationToken: Token), Token)).Select(image => image.ImageId)];

    private sealed class Pages(EnsImagePage[] pages) : EnsClient
    {
        public override Task<EnsImagePage> DescribeSelfImagesAsync(DescribeSelfImagesRequest request, CancellationToken cancellationToken = default) =>
            Task.FromResult(pages[request.PageNumber!.Value - 1]);
    }
}
