namespace Ens.ImageSharing.Tests.Paging;

/// <summary>Pages that are requested ahead: how many, and what becomes of them when the walk ends first.</summary>
public class PagePrefetchTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    public async Task Break_on_the_first_page_has_requested_one(int inFlight)
    {
        ModelServer server = new(1000, 10);

        await foreach (ImageSharePage page in ModelServer.Walk(server.ReadAsync, inFlight: inFlight).ReadAsync(default))
        {
            Assert.Equal(1, page.PageNumber);
            break;
        }

        Assert.Equal([1], server.Requested);
    }

    [Theory]
    [InlineData(95, 16, 10)]
    [InlineData(100, 16, 10)]
    [InlineData(95, 4, 5)]
    [InlineData(11, 16, 2)]
    public async Task After_the_first_page_as_many_as_allowed_are_requested_before_the_next_response(int accounts, int inFlight, int requested)
    {
        ModelServer model = new(accounts, 10);
        int begun = 0;
        TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        async Task<ImageSharePage> Read(int number, CancellationToken token)
        {
            if (Interlocked.Increment(ref begun) == requested)
            {
                all.SetResult();
            }

            await (number == 1 ? Task.CompletedTask : all.Task).WaitAsync(TimeSpan.FromSeconds(30), token);
            return model.Page(number);
        }

        (List<ImageSharePage> pages, Exception? failure) = await ModelServer.ReadAllAsync(ModelServer.Walk(Read, inFlight: inFlight));

        Assert.Null(failure);
        Assert.Equal(ModelServer.Range(accounts), pages.SelectMany(page => page.Accounts));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(16)]
    public async Task A_page_that_fails_ends_the_list_after_the_pages_before_it(int inFlight)
    {
        EnsServerException failed = new("no");
        ModelServer server = new(100, 10) { IsAsynchronous = true, Change = page => page.PageNumber >= 4 ? throw failed : page };

        (List<ImageSharePage> pages, Exception? failure) = await server.WalkAsync(inFlight: inFlight);

        Assert.Same(failed, failure);
        Assert.Equal([1, 2, 3], pages.Select(page => page.PageNumber));
    }

    [Fact]
    public async Task Break_stops_what_is_in_flight_and_leaves_no_unobserved_exception()
    {
        int unobserved = 0;
        EventHandler<UnobservedTaskExceptionEventArgs> count = (_, arguments) =>
            unobserved += arguments.Exception.ToString().Contains("page ahead", StringComparison.Ordinal) ? 1 : 0;
        TaskScheduler.UnobservedTaskException += count;
        int cancelled = 0;
        async Task<ImageSharePage> Read(int number, CancellationToken token)
        {
            if (number > 2)
            {
                await Task.Delay(Timeout.Infinite, token).ContinueWith(_ => Interlocked.Increment(ref cancelled), TaskScheduler.Default);
                throw new InvalidOperationException("page ahead");
            }

            return new ModelServer(100, 10).Page(number);
        }

        await foreach (ImageSharePage page in ModelServer.Walk(Read, inFlight: 4).ReadAsync(default))
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

    [Fact]
    public async Task Break_waits_until_what_was_in_flight_has_ended()
    {
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        async Task<ImageSharePage> Read(int number, CancellationToken token)
        {
            if (number > 2)
            {
                await using CancellationTokenRegistration _ = token.Register(() => cancelled.TrySetResult());
                await release.Task;
            }

            return new ModelServer(100, 10).Page(number);
        }

        IAsyncEnumerator<ImageSharePage> walk = ModelServer.Walk(Read, inFlight: 4).ReadAsync(default).GetAsyncEnumerator(Token);
        Assert.True(await walk.MoveNextAsync() && await walk.MoveNextAsync());

        Task end = walk.DisposeAsync().AsTask();
        await cancelled.Task.WaitAsync(Token);
        bool early = end.IsCompleted;
        release.SetResult();
        await end.WaitAsync(Token);

        Assert.False(early);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Nothing_comes_back_to_the_callers_context(int inFlight)
    {
        CountingContext context = new();
        async Task<ImageSharePage> Read(int number, CancellationToken token)
        {
            await context.Begun.WaitAsync(Token).ConfigureAwait(false);
            if (number > 2)
            {
                // Ends later than its cancellation does, so that the end of the walk has something to wait for.
                await Task.Delay(Timeout.Infinite, token)
                    .ContinueWith(_ => context.Begun.WaitAsync(Token), TaskScheduler.Default).Unwrap().ConfigureAwait(false);
            }

            return new ModelServer(100, 10).Page(number);
        }

        IAsyncEnumerator<ImageSharePage> walk = ModelServer.Walk(Read, inFlight: inFlight).ReadAsync(default).GetAsyncEnumerator(Token);

        bool first = await context.RunAsync(() => walk.MoveNextAsync().AsTask());
        bool second = await context.RunAsync(() => walk.MoveNextAsync().AsTask());
        await context.RunAsync(async () =>
        {
            await walk.DisposeAsync().ConfigureAwait(false);
            return true;
        });

        Assert.Equal((true, true, 0), (first, second, context.Posts));
    }
}
