using CsCheck;
using Ens.ImageSharing.Paging;

namespace Ens.ImageSharing.Tests.Paging;

/// <summary>The walk over the pages of an honest server: all accounts, in order, in as few requests as possible.</summary>
public class PageWalkTests
{
    public static TheoryData<int> InFlight => [1, 2, 5, 16];

    [Fact]
    public async Task Any_list_is_read_whole_in_order_and_with_as_few_requests_as_possible() =>
        await Gen.Select(Gen.Int[0, 1200], Gen.Int[1, 100], Gen.Int[1, 5], Gen.Int[1, 16], Gen.Bool).SampleAsync(
            async (accounts, size, firstPage, inFlight, isAsynchronous) =>
            {
                ModelServer server = new(accounts, size) { IsAsynchronous = isAsynchronous };
                (List<ImageSharePage> pages, Exception? failure) = await server.WalkAsync(firstPage, inFlight);

                // A walk that begins with a short last page does not learn the size, so that only an empty page proves the end.
                int lastPage = Math.Max(1, (accounts + size - 1) / size) + (firstPage > 1 && firstPage == (accounts / size) + 1 && accounts % size > 0 ? 1 : 0);
                Assert.Null(failure);
                Assert.Equal(ModelServer.Range(accounts).Skip((firstPage - 1) * size), pages.SelectMany(page => page.Accounts));
                Assert.Equal(Enumerable.Range(firstPage, Math.Max(1, lastPage - firstPage + 1)), server.Requested.Order());
                Assert.InRange(server.MostInFlight, 1, inFlight);
            },
            iter: 1_000);

    [Fact]
    public async Task Without_totals_a_list_ends_with_an_empty_page_or_one_that_is_shorter_than_all_others() =>
        await Gen.Select(Gen.Int[0, 300], Gen.Int[1, 50], Gen.Int[1, 16]).SampleAsync(
            async (accounts, size, inFlight) =>
            {
                ModelServer server = new(accounts, size) { Change = page => page with { TotalCount = null } };
                (List<ImageSharePage> pages, Exception? failure) = await server.WalkAsync(inFlight: inFlight);

                // The first page alone proves nothing: the service may use a smaller size than it announces.
                int requests = (accounts / size) + 1 + (accounts > 0 && accounts < size ? 1 : 0);
                Assert.Null(failure);
                Assert.Equal(ModelServer.Range(accounts), pages.SelectMany(page => page.Accounts));
                Assert.Equal(requests, server.Requested.Count);
                Assert.Equal(1, server.MostInFlight);
            },
            iter: 500);

    [Theory]
    [MemberData(nameof(InFlight))]
    public async Task A_total_that_grows_is_followed(int inFlight)
    {
        ModelServer server = new(50, 10) { Change = page => page with { TotalCount = page.PageNumber < 3 ? 30 : 50 } };

        (List<ImageSharePage> pages, Exception? failure) = await server.WalkAsync(inFlight: inFlight);

        Assert.Null(failure);
        Assert.Equal(ModelServer.Range(50), pages.SelectMany(page => page.Accounts));
    }

    [Theory]
    [MemberData(nameof(InFlight))]
    public async Task A_total_that_is_missing_from_a_page_is_remembered(int inFlight)
    {
        ModelServer server = new(50, 10) { Change = page => page with { TotalCount = page.PageNumber == 2 ? null : 50 } };

        (List<ImageSharePage> pages, Exception? failure) = await server.WalkAsync(inFlight: inFlight);

        Assert.Null(failure);
        Assert.Equal(5, pages.Count);
    }

    [Theory]
    [MemberData(nameof(InFlight))]
    public async Task A_size_that_the_service_uses_without_announcing_it_is_learned(int inFlight)
    {
        ModelServer server = new(250, 10) { Change = page => page with { PageSize = 100 } };

        (List<ImageSharePage> pages, Exception? failure) = await server.WalkAsync(firstPage: 3, inFlight: inFlight);

        Assert.Null(failure);
        Assert.Equal(ModelServer.Range(250).Skip(20), pages.SelectMany(page => page.Accounts));
        Assert.Equal(25, server.Requested.Max());
    }

    [Theory]
    [InlineData("m-5qkf6jv9a0tzd5ipwx5fi****")]
    [InlineData("m-5s7qotzavwbrnzaqh4unm****")]
    public async Task A_masked_image_id_matches_any(string echoed)
    {
        ModelServer server = new(0, 10) { Change = page => page with { ImageId = echoed } };

        (List<ImageSharePage> pages, Exception? failure) = await server.WalkAsync();

        Assert.Null(failure);
        Assert.Single(pages);
    }

    [Fact]
    public async Task A_filtered_list_ends_with_an_empty_page_if_its_total_is_not_filtered()
    {
        ModelServer server = new(1, 1) { Change = page => page with { TotalCount = 250 } };

        (List<ImageSharePage> pages, Exception? failure) = await ModelServer.ReadAllAsync(ModelServer.Walk(server.ReadAsync, inFlight: 16, filter: "1"));

        Assert.Null(failure);
        Assert.Equal([1, 0], pages.Select(page => page.Accounts.Count));
        Assert.Equal([1, 2], server.Requested);
    }

    [Fact]
    public async Task A_list_that_starts_beyond_its_end_is_empty()
    {
        ModelServer server = new(30, 10);

        (List<ImageSharePage> pages, Exception? failure) = await server.WalkAsync(firstPage: 9, inFlight: 16);

        Assert.Null(failure);
        Assert.Empty(Assert.Single(pages).Accounts);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    public async Task A_list_that_never_ends_is_stopped_at_the_ceiling(int inFlight)
    {
        int last = 0;
        PageWalk<ImageSharePage> walk = ModelServer.Walk(
            (number, _) => Task.FromResult(Single(number) with { TotalCount = int.MaxValue }), inFlight: inFlight, size: 1);

        EnsException exception = await Assert.ThrowsAsync<EnsException>(async () =>
        {
            await foreach (ImageSharePage page in walk.ReadAsync(default))
            {
                last = page.PageNumber;
            }
        });

        Assert.Equal((100_000, (object?)100_000), (last, exception.Data["PageNumber"]));
        Assert.Equal(
            "Listing image 'm-model' was stopped after 100000 pages, at page 100000: the service still announces more.", exception.Message);
    }

    [Fact]
    public async Task The_last_possible_page_number_is_the_end()
    {
        PageWalk<ImageSharePage> walk = ModelServer.Walk((number, _) => Task.FromResult(Single(number)), int.MaxValue, inFlight: 16, size: 1);

        (_, Exception? failure) = await ModelServer.ReadAllAsync(walk);

        Assert.Contains("was stopped after 1 pages, at page 2147483647", Assert.IsType<EnsException>(failure).Message, StringComparison.Ordinal);
    }

    private static ImageSharePage Single(int number) =>
        new() { ImageId = ModelServer.Image, PageNumber = number, PageSize = 1, Accounts = [new($"{number}")] };
}
