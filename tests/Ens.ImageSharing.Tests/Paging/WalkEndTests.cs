using Ens.ImageSharing.Paging;

namespace Ens.ImageSharing.Tests.Paging;

/// <summary>What a walk says and leaves behind when it ends before the list does.</summary>
public class WalkEndTests
{
    private const string Image = ModelServer.Image;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("wrong page", "page 3 came back")]
    [InlineData("wrong image", "a page of image m-other came back")]
    [InlineData("repeated page", "the accounts of the page before came back")]
    [InlineData("empty page", "an empty page came back, although the service announces 50 accounts")]
    public async Task A_contradiction_says_what_was_asked_for_and_what_was_seen(string kind, string seen)
    {
        foreach (string? requestId in new[] { "R-2", null })
        {
            ModelServer server = new(50, 10)
            {
                Change = page => page.PageNumber != 2 ? page : new ImageSharePage
                {
                    ImageId = kind == "wrong image" ? "m-other" : Image,
                    PageNumber = kind == "wrong page" ? 3 : 2,
                    PageSize = 10,
                    TotalCount = 50,
                    RequestId = requestId,
                    Accounts = kind == "empty page" ? [] : kind == "repeated page" ? [.. ModelServer.Range(10)] : page.Accounts,
                },
            };

            EnsException exception = await Assert.ThrowsAsync<EnsException>(() => Emulated.ToListAsync(new PageWalk(server.ReadAsync, Image, 1, false, 1).ReadAsync(default), Token));

            string evidence = requestId is null ? "" : " (request id R-2)";
            Assert.Equal($"The list of image {Image} cannot be read on: page 2 was asked for, and {seen}{evidence}. The accounts before it were delivered; the list is incomplete.", exception.Message);
        }
    }

    [Fact]
    public async Task A_cancellation_that_is_nobodys_comes_through_as_it_is()
    {
        using CancellationTokenSource foreign = new(), own = new();
        OperationCanceledException thrown = new("not yours", foreign.Token);

        OperationCanceledException caught = await Assert.ThrowsAsync<OperationCanceledException>(
            () => Emulated.ToListAsync(new PageWalk((_, _) => throw thrown, Image, 1, false, 1).ReadAsync(own.Token), Token));

        Assert.Same(thrown, caught);
    }

    [Fact]
    public async Task Break_waits_until_what_was_under_way_has_ended()
    {
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously), cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ReadPage read = async (number, token) =>
        {
            if (number > 2)
            {
                await using CancellationTokenRegistration _ = token.Register(() => cancelled.TrySetResult());
                await release.Task;
            }

            return new ModelServer(100, 10).Page(number);
        };
        IAsyncEnumerator<ImageSharePage> walk = new PageWalk(read, Image, 1, false, 4).ReadAsync(default).GetAsyncEnumerator(Token);
        Assert.True(await walk.MoveNextAsync() && await walk.MoveNextAsync());

        Task end = walk.DisposeAsync().AsTask();
        await cancelled.Task.WaitAsync(Token);
        bool early = end.IsCompleted;
        release.SetResult();
        await end.WaitAsync(Token);

        Assert.False(early);
    }

    [Fact]
    public async Task A_walk_that_is_over_holds_nothing_of_the_callers_token()
    {
        using CancellationTokenSource own = new();
        CancellationToken seen = default;
        ReadPage read = (number, token) =>
        {
            seen = token;
            return new ModelServer(10, 10).ReadAsync(number, token);
        };

        await Emulated.ToListAsync(new PageWalk(read, Image, 1, false, 1).ReadAsync(own.Token), Token);

        Assert.Throws<ObjectDisposedException>(() => seen.WaitHandle);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Nothing_comes_back_to_the_callers_context(int inFlight)
    {
        CountingContext context = new();
        ReadPage read = async (number, token) =>
        {
            await context.Begun.WaitAsync(Token).ConfigureAwait(false);
            if (number > 2)
            {
                // Ends later than its cancellation does, so that the end of the walk has something to wait for.
                await Task.Delay(Timeout.Infinite, token).ContinueWith(_ => context.Begun.WaitAsync(Token), TaskScheduler.Default).Unwrap().ConfigureAwait(false);
            }

            return new ModelServer(100, 10).Page(number);
        };
        IAsyncEnumerator<ImageSharePage> walk = new PageWalk(read, Image, 1, false, inFlight).ReadAsync(default).GetAsyncEnumerator(Token);

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
