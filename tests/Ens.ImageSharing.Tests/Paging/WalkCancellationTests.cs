namespace Ens.ImageSharing.Tests.Paging;

/// <summary>The two tokens of a walk: either ends it, wherever it is, and is named.</summary>
public class WalkCancellationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

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
        async Task<ImageSharePage> Read(int number, CancellationToken token)
        {
            if (number == 2 && inPage)
            {
                await stop.CancelAsync();
                await Task.Delay(TimeSpan.FromSeconds(30), token);
            }

            return await server.ReadAsync(number, default);
        }

        IAsyncEnumerable<ImageSharePage> walk = ModelServer.Walk(Read).ReadAsync(argument ? stop.Token : other.Token);

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
        Assert.Equal(2, exception.Data["PageNumber"]);
        Assert.Equal([1], server.Requested);
    }

    [Fact]
    public async Task Canceling_stops_what_is_in_flight_with_the_callers_token()
    {
        using CancellationTokenSource stop = new();
        int cancelled = 0;
        async Task<ImageSharePage> Read(int number, CancellationToken token)
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
        }

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Emulated.ToListAsync(ModelServer.Walk(Read, inFlight: 3).ReadAsync(stop.Token), default));

        Assert.Equal(stop.Token, exception.CancellationToken);
        Assert.Equal(3, cancelled);
    }

    [Fact]
    public async Task A_cancellation_by_another_token_passes_unchanged()
    {
        using CancellationTokenSource foreign = new(), own = new();
        OperationCanceledException thrown = new("not yours", foreign.Token);

        OperationCanceledException caught = await Assert.ThrowsAsync<OperationCanceledException>(
            () => Emulated.ToListAsync(ModelServer.Walk((_, _) => throw thrown).ReadAsync(own.Token), Token));

        Assert.Same(thrown, caught);
    }

    [Fact]
    public async Task A_walk_that_is_over_holds_nothing_of_the_callers_token()
    {
        using CancellationTokenSource own = new();
        CancellationToken seen = default;
        Task<ImageSharePage> Read(int number, CancellationToken token)
        {
            seen = token;
            return new ModelServer(10, 10).ReadAsync(number, token);
        }

        await Emulated.ToListAsync(ModelServer.Walk(Read).ReadAsync(own.Token), Token);

        Assert.Throws<ObjectDisposedException>(() => seen.WaitHandle);
    }
}
