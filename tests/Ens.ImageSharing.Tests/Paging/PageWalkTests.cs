using CsCheck;
using Ens.ImageSharing.Paging;

namespace Ens.ImageSharing.Tests.Paging;

/// <summary>The walk against a modelled server: when it goes on, when it ends, and what it does not believe.</summary>
public class PageWalkTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<int> InFlight => [1, 2, 5, 16];

    [Fact]
    public async Task Any_list_is_read_whole_in_order_and_with_as_few_requests_as_possible() =>
        await Gen.Select(Gen.Int[0, 1200], Gen.Int[1, 100], Gen.Int[1, 100], Gen.Int[1, 5], Gen.Int[1, 16], Gen.Bool).SampleAsync(
            async (accounts, asked, cap, firstPage, inFlight, asynchronous) =>
            {
                int size = Math.Min(asked, cap);
                ModelServer server = new(accounts, size) { Asynchronous = asynchronous };
                (List<ImageSharePage> pages, Exception? failure) = await WalkAsync(server.ReadAsync, firstPage, inFlight);

                int lastPage = Math.Max(1, (accounts + size - 1) / size);
                Assert.Null(failure);
                Assert.Equal(ModelServer.Range(accounts).Skip((firstPage - 1) * size), pages.SelectMany(page => page.Accounts));
                Assert.Equal(Enumerable.Range(firstPage, Math.Max(1, lastPage - firstPage + 1)), server.Asked.Order());
                Assert.InRange(server.MostAtOnce, 1, inFlight);
            },
            iter: 1_000);

    [Fact]
    public async Task Without_totals_a_list_ends_with_a_short_or_an_empty_page() =>
        await Gen.Select(Gen.Int[0, 300], Gen.Int[1, 50], Gen.Int[1, 16]).SampleAsync(
            async (accounts, size, inFlight) =>
            {
                ModelServer server = new(accounts, size) { Change = page => With(page, total: null) };
                (List<ImageSharePage> pages, Exception? failure) = await WalkAsync(server.ReadAsync, 1, inFlight);

                Assert.Null(failure);
                Assert.Equal(ModelServer.Range(accounts), pages.SelectMany(page => page.Accounts));
                Assert.Equal((accounts / size) + 1, server.Asked.Count);
                Assert.Equal(1, server.MostAtOnce);
            },
            iter: 500);

    [Theory]
    [MemberData(nameof(InFlight))]
    public async Task A_short_page_in_the_middle_loses_nothing(int inFlight)
    {
        ModelServer server = new(50, 10) { Change = page => page.PageNumber == 2 ? With(page, 50, [.. page.Accounts.Take(3)]) : page };

        (List<ImageSharePage> pages, Exception? failure) = await WalkAsync(server.ReadAsync, 1, inFlight);

        Assert.Null(failure);
        Assert.Equal([10, 3, 10, 10, 10], pages.Select(page => page.Accounts.Count));
    }

    [Theory]
    [MemberData(nameof(InFlight))]
    public async Task A_total_that_grows_is_followed(int inFlight)
    {
        ModelServer server = new(50, 10) { Change = page => With(page, page.PageNumber < 3 ? 30 : 50) };

        (List<ImageSharePage> pages, Exception? failure) = await WalkAsync(server.ReadAsync, 1, inFlight);

        Assert.Null(failure);
        Assert.Equal(5, pages.Count);
    }

    [Theory]
    [MemberData(nameof(InFlight))]
    public async Task A_total_that_shrinks_ends_the_list_earlier(int inFlight)
    {
        ModelServer server = new(100, 10) { Change = page => With(page, page.PageNumber < 3 ? 100 : 30) };

        (List<ImageSharePage> pages, Exception? failure) = await WalkAsync(server.ReadAsync, 1, inFlight);

        Assert.Null(failure);
        Assert.Equal(3, pages.Count);
    }

    [Theory]
    [MemberData(nameof(InFlight))]
    public async Task A_total_that_is_missing_once_is_remembered(int inFlight)
    {
        ModelServer server = new(50, 10) { Change = page => With(page, page.PageNumber == 2 ? null : 50, page.PageNumber == 2 ? [.. page.Accounts.Take(3)] : null) };

        (List<ImageSharePage> pages, Exception? failure) = await WalkAsync(server.ReadAsync, 1, inFlight);

        Assert.Null(failure);
        Assert.Equal(5, pages.Count);
    }

    public static TheoryData<string, int> Contradictions
    {
        get
        {
            TheoryData<string, int> all = [];
            foreach (string kind in new[] { "empty page", "wrong page", "wrong image", "repeated page", "failure" })
            {
                foreach (int inFlight in new[] { 1, 2, 5, 16 })
                {
                    all.Add(kind, inFlight);
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Contradictions))]
    public async Task What_contradicts_the_list_is_an_error_after_the_pages_before_it(string kind, int inFlight)
    {
        ModelServer server = new(50, 10)
        {
            Asynchronous = true,
            Change = page => page.PageNumber != 4 ? page : kind switch
            {
                "empty page" => With(page, 50, []),
                "wrong page" => new ImageSharePage { ImageId = page.ImageId, PageNumber = 5, PageSize = 10, TotalCount = 50, Accounts = page.Accounts, RequestId = "R-4" },
                "wrong image" => new ImageSharePage { ImageId = "m-other", PageNumber = 4, PageSize = 10, TotalCount = 50, Accounts = page.Accounts, RequestId = "R-4" },
                "repeated page" => With(page, 50, [.. ModelServer.Range(30).Skip(20)]),
                _ => throw new EnsException("no") { PageNumber = 4, RequestId = "R-4" },
            },
        };

        (List<ImageSharePage> pages, Exception? failure) = await WalkAsync(server.ReadAsync, 1, inFlight);

        EnsException exception = Assert.IsType<EnsException>(failure);
        Assert.Equal([1, 2, 3], pages.Select(page => page.PageNumber));
        Assert.Equal((4, "R-4"), (exception.PageNumber, exception.RequestId));
        Assert.InRange(server.Asked.Max(), 4, Math.Min(5, 4 + inFlight - 1));
    }

    [Theory]
    [InlineData("m-5qkf6jv9a0tzd5ipwx5fi****", "m-1")]
    [InlineData("m-1", "m-5s7qotzavwbrnzaqh4unm****")]
    public async Task A_masked_image_id_matches_any(string echoed, string asked)
    {
        PageWalk walk = new((_, _) => Task.FromResult(new ImageSharePage { ImageId = echoed, TotalCount = 0 }), asked, 1, filtered: false, 1);

        Assert.Single(await Emulated.ToListAsync(walk.ReadAsync(default), Token));
    }

    [Fact]
    public async Task A_filtered_list_ends_with_an_empty_page_whatever_its_total()
    {
        ModelServer server = new(1, 1) { Change = page => With(page, 250) };
        PageWalk walk = new(server.ReadAsync, ModelServer.Image, 1, filtered: true, pagesInFlight: 16);

        List<ImageSharePage> pages = await Emulated.ToListAsync(walk.ReadAsync(default), Token);

        Assert.Equal([1, 0], pages.Select(page => page.Accounts.Count));
        Assert.Equal([1, 2], server.Asked);
    }

    [Fact]
    public async Task A_list_that_starts_beyond_its_end_is_empty()
    {
        ModelServer server = new(30, 10);

        (List<ImageSharePage> pages, Exception? failure) = await WalkAsync(server.ReadAsync, 9, 16);

        Assert.Null(failure);
        Assert.Empty(Assert.Single(pages).Accounts);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    public async Task A_server_that_never_ends_is_left_at_the_ceiling(int inFlight)
    {
        int last = 0;
        PageWalk walk = new(
            (number, _) => Task.FromResult(new ImageSharePage { ImageId = ModelServer.Image, PageNumber = number, PageSize = 1, TotalCount = int.MaxValue, Accounts = [new($"{number}")] }),
            ModelServer.Image, 1, filtered: false, inFlight);

        EnsException exception = await Assert.ThrowsAsync<EnsException>(async () =>
        {
            await foreach (ImageSharePage page in walk.ReadAsync(default))
            {
                last = page.PageNumber;
            }
        });

        Assert.Equal(PageWalk.MaxPages, last);
        Assert.Contains("does not end", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_possible_page_number_is_the_end()
    {
        PageWalk walk = new(
            (number, _) => Task.FromResult(new ImageSharePage { ImageId = ModelServer.Image, PageNumber = number, PageSize = 1, Accounts = [new("1")] }),
            ModelServer.Image, int.MaxValue, filtered: false, 16);

        EnsException exception = await Assert.ThrowsAsync<EnsException>(() => Emulated.ToListAsync(walk.ReadAsync(default), Token));

        Assert.Contains("does not end: after 1 pages", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(InFlight))]
    public async Task Break_on_the_first_page_has_asked_for_one(int inFlight)
    {
        ModelServer server = new(1000, 10);

        await foreach (ImageSharePage page in new PageWalk(server.ReadAsync, ModelServer.Image, 1, false, inFlight).ReadAsync(default))
        {
            Assert.Equal(1, page.PageNumber);
            break;
        }

        Assert.Equal([1], server.Asked);
    }

    [Theory]
    [InlineData(95, 16, 10)]
    [InlineData(100, 16, 10)]
    [InlineData(95, 4, 5)]
    [InlineData(11, 16, 2)]
    public async Task After_the_first_page_as_many_as_allowed_are_asked_for_before_the_next_answer(int accounts, int inFlight, int asked)
    {
        ModelServer model = new(accounts, 10);
        int begun = 0;
        TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ReadPage read = async (number, token) =>
        {
            if (Interlocked.Increment(ref begun) == asked)
            {
                all.SetResult();
            }

            await (number == 1 ? Task.CompletedTask : all.Task).WaitAsync(TimeSpan.FromSeconds(30), token);
            return model.Page(number);
        };

        (List<ImageSharePage> pages, Exception? failure) = await WalkAsync(read, 1, inFlight);

        Assert.Null(failure);
        Assert.Equal(ModelServer.Range(accounts), pages.SelectMany(page => page.Accounts));
    }

    [Fact]
    public async Task Break_stops_what_is_under_way_and_leaves_no_exception_behind()
    {
        int unobserved = 0;
        EventHandler<UnobservedTaskExceptionEventArgs> count = (_, arguments) => unobserved += arguments.Exception.ToString().Contains("page ahead", StringComparison.Ordinal) ? 1 : 0;
        TaskScheduler.UnobservedTaskException += count;
        int cancelled = 0;
        ReadPage read = async (number, token) =>
        {
            if (number > 2)
            {
                await Task.Delay(Timeout.Infinite, token).ContinueWith(_ => Interlocked.Increment(ref cancelled), TaskScheduler.Default);
                throw new InvalidOperationException("page ahead");
            }

            return new ModelServer(100, 10).Page(number);
        };

        await foreach (ImageSharePage page in new PageWalk(read, ModelServer.Image, 1, false, 4).ReadAsync(default))
        {
            if (page.PageNumber == 2)
            {
                break;
            }
        }

        GC.Collect();
        GC.WaitForPendingFinalizers();
        TaskScheduler.UnobservedTaskException -= count;
        Assert.Equal((3, 0), (cancelled, unobserved));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Either_token_ends_the_walk_in_a_page_and_between_pages(bool argument, bool inPage)
    {
        using CancellationTokenSource stop = new();
        using CancellationTokenSource other = new();
        ModelServer server = new(100, 10);
        ReadPage read = async (number, token) =>
        {
            if (number == 2 && inPage)
            {
                await stop.CancelAsync();
                await Task.Delay(TimeSpan.FromSeconds(30), token);
            }

            return await server.ReadAsync(number, default);
        };
        IAsyncEnumerable<ImageSharePage> walk = new PageWalk(read, ModelServer.Image, 1, false, 1).ReadAsync(argument ? stop.Token : other.Token);

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (ImageSharePage page in walk.WithCancellation(argument ? other.Token : stop.Token))
            {
                Assert.Equal(1, page.PageNumber);
                if (!inPage)
                {
                    await stop.CancelAsync();
                }
            }
        });

        Assert.Equal(stop.Token, exception.CancellationToken);
        Assert.Equal([1], server.Asked);
    }

    [Fact]
    public async Task Cancelling_between_pages_asks_for_no_further_one_even_of_a_source_that_does_not_look_at_the_token()
    {
        using CancellationTokenSource stop = new();
        ModelServer server = new(100, 10);

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (ImageSharePage page in new PageWalk((number, _) => server.ReadAsync(number, default), ModelServer.Image, 1, false, 1).ReadAsync(stop.Token))
            {
                Assert.Equal(1, page.PageNumber);
                await stop.CancelAsync();
            }
        });

        Assert.Equal(stop.Token, exception.CancellationToken);
        Assert.Equal([1], server.Asked);
    }

    [Fact]
    public async Task Cancelling_stops_what_is_under_way_with_the_callers_token()
    {
        using CancellationTokenSource stop = new();
        int cancelled = 0;
        ReadPage read = async (number, token) =>
        {
            if (number > 1)
            {
                if (number == 4)
                {
                    await stop.CancelAsync();
                }

                await Task.Delay(Timeout.Infinite, token).ContinueWith(_ => Interlocked.Increment(ref cancelled), TaskScheduler.Default);
                token.ThrowIfCancellationRequested();
            }

            return new ModelServer(100, 10).Page(number);
        };

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Emulated.ToListAsync(new PageWalk(read, ModelServer.Image, 1, false, 3).ReadAsync(stop.Token), default));

        Assert.Equal(stop.Token, exception.CancellationToken);
        Assert.Equal(3, cancelled);
    }

    private static ImageSharePage With(ImageSharePage page, int? total, IReadOnlyList<SharedAccount>? accounts = null) => new()
    {
        ImageId = page.ImageId,
        PageNumber = page.PageNumber,
        PageSize = page.PageSize,
        TotalCount = total,
        RequestId = page.RequestId,
        Accounts = accounts ?? page.Accounts,
    };

    private static async Task<(List<ImageSharePage> Pages, Exception? Failure)> WalkAsync(ReadPage read, int firstPage, int inFlight)
    {
        List<ImageSharePage> pages = [];
        Exception? failure = await Record.ExceptionAsync(async () =>
        {
            await foreach (ImageSharePage page in new PageWalk(read, ModelServer.Image, firstPage, false, inFlight).ReadAsync(default))
            {
                pages.Add(page);
            }
        });
        return (pages, failure);
    }
}
