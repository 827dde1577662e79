namespace Ens.ImageSharing.Tests.Paging;

/// <summary>What proves that a list cannot be read completely, and how the walk says so.</summary>
public class PageEvidenceTests
{
    /// <summary>What a server with 50 accounts makes of page 4, and the reason in the message.</summary>
    public static TheoryData<string, string> Contradictions => new()
    {
        { "empty page", "the page is empty, but only 30 of 50 accounts came" },
        { "wrong page", "the service returned page 5 instead" },
        { "wrong image", "the service returned a page of image 'm-other' instead" },
        { "previous page", "the service returned the accounts of an earlier page again" },
        { "earlier page", "the service returned the accounts of an earlier page again" },
        { "overlapping page", "'30' of an earlier page came again, so the list moved while it was read" },
        { "one account of the first page", "'3' of an earlier page came again, so the list moved while it was read" },
        { "smaller total", "the total shrank from 50 to 49 while the list was read, so some accounts may have been skipped" },
        { "other size", "the page size changed from 10 to 20" },
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public async Task What_contradicts_the_list_is_an_error_after_the_pages_before_it(string kind, string reason)
    {
        foreach (int inFlight in (int[])[1, 2, 5, 16])
        {
            ModelServer server = new(50, 10) { IsAsynchronous = true, Change = page => page.PageNumber == 4 ? Contradict(page, kind) : page };

            (List<ImageSharePage> pages, Exception? failure) = await server.WalkAsync(inFlight: inFlight);

            EnsException exception = Assert.IsType<EnsException>(failure);
            Assert.Equal([1, 2, 3], pages.Select(page => page.PageNumber));
            Assert.Equal((4, "R-4"), (exception.PageNumber, exception.RequestId));
            Assert.Equal(
                $"Listing image 'm-model' stopped at page 4: {reason} (request ID R-4). Earlier pages were delivered; the list is incomplete.",
                exception.Message);
            Assert.InRange(server.Requested.Max(), 4, Math.Min(5, 4 + inFlight - 1));
        }
    }

    [Fact]
    public async Task Without_a_request_id_the_message_has_none()
    {
        ModelServer server = new(50, 10) { Change = page => Contradict(page, "wrong page") with { RequestId = null } };

        (_, Exception? failure) = await server.WalkAsync();

        Assert.Contains("page 5 instead. Earlier", failure!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(250, 50, 100, 3)]
    [InlineData(110, 10, 100, 2)]
    public async Task A_walk_from_a_later_page_of_a_capped_list_does_not_end_where_the_last_page_would_be_without_the_cap(
        int accounts, int cap, int echoed, int firstPage)
    {
        foreach (int inFlight in (int[])[1, 2, 16])
        {
            ModelServer server = new(accounts, cap) { Change = page => page with { PageSize = echoed } };

            (List<ImageSharePage> pages, Exception? failure) = await server.WalkAsync(firstPage, inFlight);

            Assert.Null(failure);
            Assert.Equal(ModelServer.Range(accounts).Skip((firstPage - 1) * cap), pages.SelectMany(page => page.Accounts));
        }
    }

    [Theory]
    [InlineData(3, "the page is empty, but only 43 of 50 accounts came")]
    [InlineData(0, "the page is empty, but only 10 of 50 accounts came")]
    public async Task A_page_in_the_middle_that_came_up_short_is_missed_at_the_end(int came, string reason)
    {
        ModelServer server = new(50, 10) { Change = page => page.PageNumber == 2 ? page with { Accounts = [.. page.Accounts.Take(came)] } : page };

        (_, Exception? failure) = await server.WalkAsync();

        Assert.Contains(reason, Assert.IsType<EnsException>(failure).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_comes_up_short_of_its_total_is_an_error()
    {
        ModelServer server = new(30, 10) { Change = page => page with { TotalCount = 250 } };

        (List<ImageSharePage> pages, Exception? failure) = await server.WalkAsync();

        Assert.Equal(3, pages.Count);
        Assert.Contains("the page is empty, but only 30 of 250 accounts came", Assert.IsType<EnsException>(failure).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public async Task More_accounts_than_the_total_are_an_error(int total)
    {
        ModelServer server = new(50, 10) { Change = page => page with { TotalCount = total } };

        (List<ImageSharePage> pages, Exception? failure) = await server.WalkAsync();

        Assert.Empty(pages);
        Assert.Contains($"10 accounts came, but the service announces {total}", Assert.IsType<EnsException>(failure).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_that_comes_twice_on_a_page_counts_once()
    {
        ModelServer server = new(20, 10) { Change = page => page.PageNumber == 1 ? page with { Accounts = [.. page.Accounts.Take(9), page.Accounts[0]] } : page };

        (_, Exception? failure) = await server.WalkAsync();

        Assert.Contains("only 19 of 20 accounts came", Assert.IsType<EnsException>(failure).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    public async Task Two_pages_that_alternate_end_at_the_first_that_comes_again(int inFlight)
    {
        ModelServer model = new(20, 10);
        Task<ImageSharePage> Read(int number, CancellationToken token) =>
            Task.FromResult(model.Page(((number - 1) % 2) + 1) with { PageNumber = number, TotalCount = 1_000 });

        (List<ImageSharePage> pages, Exception? failure) = await ModelServer.ReadAllAsync(ModelServer.Walk(Read, inFlight: inFlight));

        Assert.Equal(2, pages.Count);
        Assert.Contains("stopped at page 3: the service returned the accounts of an earlier page again", failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_page_of_a_server_that_ignores_the_filter_is_an_error()
    {
        ModelServer server = new(50, 10) { Change = page => page.PageNumber == 2 ? page with { Accounts = [] } : page };

        (_, Exception? failure) = await ModelServer.ReadAllAsync(ModelServer.Walk(server.ReadAsync, filter: "45"));

        Assert.Contains("only 10 of 50 accounts came", Assert.IsType<EnsException>(failure).Message, StringComparison.Ordinal);
    }

    private static ImageSharePage Contradict(ImageSharePage page, string kind) => kind switch
    {
        "empty page" => page with { Accounts = [] },
        "wrong page" => page with { PageNumber = 5 },
        "wrong image" => page with { ImageId = "m-other" },
        "previous page" => page with { Accounts = [.. ModelServer.Range(30).Skip(20)] },
        "earlier page" => page with { Accounts = [.. ModelServer.Range(20).Skip(10).Reverse()] },
        "overlapping page" => page with { Accounts = [.. ModelServer.Range(39).Skip(29)] },
        "one account of the first page" => page with { Accounts = [.. page.Accounts.Take(9), new SharedAccount("3")] },
        "smaller total" => page with { TotalCount = 49 },
        "other size" => page with { PageSize = 20 },
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
