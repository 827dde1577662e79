using System.Globalization;
using System.Runtime.CompilerServices;
using Ens.ImageSharing.Governance.Tests.Doubles;
using static Ens.ImageSharing.Governance.Tests.Doubles.Given;

namespace Ens.ImageSharing.Governance.Tests.Audits;

public sealed class StreamTests
{
    private static readonly AllowList List = new([Allow("1")]);

    private readonly World _world = new();
    private int _asked;

    public StreamTests()
    {
        for (int i = 0; i < 200; i++)
        {
            _world.With(Id(i), "1");
        }
    }

    [Fact]
    public async Task Results_come_in_the_order_of_the_images_whichever_is_read_first()
    {
        Random random = new(7);
        _world.OnRead = async (_, _) =>
        {
            for (int i = random.Next(20); i > 0; i--)
            {
                await Task.Yield();
            }
        };
        string[] ids = [.. Enumerable.Range(0, 200).Select(Id)];
        Assert.Equal(ids, (await _world.AuditAsync(List, ids)).Images.Select(image => image.ImageId));
    }

    [Fact]
    public async Task The_first_result_comes_before_the_last_image_is_asked_for()
    {
        Assert.Equal(5, await Auditor(2).AuditAsync(List, EndlessAsync()).Take(5).CountAsync());
        Assert.InRange(_asked, 5, 5 + (2 * 4) + 3);
    }

    [Fact]
    public async Task A_result_does_not_wait_for_the_next_image()
    {
        TaskCompletionSource seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
        async IAsyncEnumerable<string> Images()
        {
            yield return Id(0);
            await seen.Task;
            yield return Id(1);
        }

        await foreach (ImageAudit image in Auditor(8).AuditAsync(List, Images()).WithCancellation(new CancellationTokenSource(TimeSpan.FromMinutes(1)).Token))
        {
            seen.TrySetResult();
        }

        Assert.Equal(2, _world.Reads.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(16)]
    public async Task Just_as_many_images_are_read_at_once_as_the_options_say(int parallelism)
    {
        TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _world.OnRead = (_, _) => gate.Task;
        await using IAsyncEnumerator<ImageAudit> results =
            Auditor(parallelism).AuditAsync(List, Enumerable.Range(0, 60).Select(Id).ToAsyncEnumerable()).GetAsyncEnumerator();
        ValueTask<bool> first = results.MoveNextAsync();
        Assert.Equal(parallelism, _world.ReadsInProgress);
        gate.SetResult();
        Assert.True(await first);
        while (await results.MoveNextAsync())
        {
        }

        Assert.Equal((60, parallelism), (_world.Reads.Count, _world.MostReadsAtOnce));
    }

    [Fact]
    public async Task Images_that_fail_to_come_end_the_audit_after_the_results_before_them()
    {
        async IAsyncEnumerable<string> Images()
        {
            yield return Id(0);
            yield return Id(1);
            await Task.Yield();
            throw new InvalidOperationException("the file ended");
        }

        List<string> read = [];
        InvalidOperationException failure = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await foreach (ImageAudit image in Auditor(8).AuditAsync(List, Images()))
            {
                read.Add(image.ImageId);
            }
        });
        Assert.Equal("the file ended", failure.Message);
        Assert.Equal([Id(0), Id(1)], read);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Both_tokens_cancel_and_the_cancellation_names_the_one_that_did(bool argument)
    {
        using CancellationTokenSource stop = new();
        _world.OnRead = (_, token) => Task.Delay(Timeout.Infinite, token);
        IAsyncEnumerable<ImageAudit> audits = Auditor(4).AuditAsync(List, EndlessAsync(), argument ? stop.Token : default);
        await using IAsyncEnumerator<ImageAudit> results = audits.GetAsyncEnumerator(argument ? default : stop.Token);
        ValueTask<bool> first = results.MoveNextAsync();
        await stop.CancelAsync();
        OperationCanceledException canceled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.AsTask());
        Assert.Equal(stop.Token, canceled.CancellationToken);
        Assert.Equal(0, _world.ReadsInProgress);
    }

    [Fact]
    public async Task An_image_that_fails_because_the_caller_has_canceled_is_a_cancellation()
    {
        using CancellationTokenSource stop = new();
        _world.OnRead = async (_, _) =>
        {
            await stop.CancelAsync();
            throw new HttpRequestException("cut off");
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Auditor(1).AuditAsync(List, Ids(Id(0)), stop.Token).ToListAsync());
    }

    [Fact]
    public async Task A_cancellation_that_is_not_the_callers_is_a_failure_of_the_image()
    {
        _world.OnRead = (_, _) => throw new OperationCanceledException();
        Assert.IsType<OperationCanceledException>((await _world.AuditAsync(List, Id(0))).Images[0].Failure);
    }

    [Fact]
    public async Task Nothing_goes_on_after_the_enumeration_was_left()
    {
        int started = 0;
        _world.OnRead = (_, token) => Interlocked.Increment(ref started) == 1 ? Task.CompletedTask : Task.Delay(Timeout.Infinite, token);
        await foreach (ImageAudit image in Auditor(8).AuditAsync(List, EndlessAsync()))
        {
            break;
        }

        Assert.Equal(0, _world.ReadsInProgress);
    }

    [Fact]
    public async Task An_audit_can_be_enumerated_again()
    {
        IAsyncEnumerable<ImageAudit> audits = Auditor(2).AuditAsync(List, Ids(Id(0), Id(1)));
        Assert.Equal(2, await audits.CountAsync());
        _world[Id(0)].Add("2");
        Assert.False((await audits.FirstAsync()).IsClean);
    }

    [Fact]
    public void Nothing_is_read_before_the_first_result_is_requested()
    {
        Auditor(2).AuditAsync(List, EndlessAsync());
        Assert.Equal(0, _asked + _world.Reads.Count);
    }

    private ShareAuditor Auditor(int parallelism) => new(_world, new ShareAuditOptions { Parallelism = parallelism, AsOf = Today });

    private static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"m-{number}");

    private async IAsyncEnumerable<string> EndlessAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Yield();
            yield return Id(_asked++ % 200);
        }
    }
}
