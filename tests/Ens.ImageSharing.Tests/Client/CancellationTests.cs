using System.Net;
using System.Text;
using Ens.ImageSharing.Tests.Servers;

namespace Ens.ImageSharing.Tests.Client;

/// <summary>Cancelling, wherever the call is; on real sockets where a socket matters.</summary>
public sealed class CancellationTests : IDisposable
{
    private static readonly EnsCredentials Key = EnsCredentials.FromAccessKey("id", "secret");

    private readonly CancellationTokenSource _stop = new();

    public void Dispose() => _stop.Dispose();

    [Fact]
    public async Task Before_the_start_nothing_is_sent()
    {
        EnsEmulator emulator = Emulated.With(accounts: 3);
        await _stop.CancelAsync();

        await AssertCancelledAsync(() => emulator.Client().DescribeImageSharePermissionAsync(new(Emulated.Image), _stop.Token));
        await AssertCancelledAsync(() => emulator.Client().IsSharedWithAsync(Emulated.Image, "1", _stop.Token));
        await AssertCancelledAsync(() => Emulated.ToListAsync(emulator.Client().ListSharedAccountsAsync(Emulated.Image, _stop.Token), default));
        Assert.Empty(emulator.Requests);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task Before_the_start_no_key_is_requested(int maxRetries)
    {
        EnsEmulator emulator = Emulated.With(accounts: 3);
        emulator.Options.MaxRetries = maxRetries;
        CountingCredentials credentials = new();
        await _stop.CancelAsync();

        await AssertCancelledAsync(() => new EnsClient(credentials, emulator.Options, emulator).DescribeImageSharePermissionAsync(new(Emulated.Image), _stop.Token));
        Assert.Equal(0, credentials.Asked);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Between_two_items_the_list_ends(bool byArgument)
    {
        EnsEmulator emulator = Emulated.With(accounts: 250);
        int seen = 0;

        await AssertCancelledAsync(async () =>
        {
            IAsyncEnumerable<SharedAccount> list = emulator.Client().ListSharedAccountsAsync(Emulated.Image, byArgument ? _stop.Token : default);
            await foreach (SharedAccount account in list.WithCancellation(byArgument ? default : _stop.Token))
            {
                Assert.NotNull(account);
                if (++seen == 42)
                {
                    await _stop.CancelAsync();
                }
            }
        });

        Assert.Equal(42, seen);
        Assert.Single(emulator.Requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task With_two_tokens_the_error_names_the_one_that_was_cancelled(bool argument)
    {
        EnsEmulator emulator = Emulated.With(accounts: 250);
        using CancellationTokenSource other = new();

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (SharedAccount account in emulator.Client()
                .ListSharedAccountsAsync(Emulated.Image, argument ? _stop.Token : other.Token)
                .WithCancellation(argument ? other.Token : _stop.Token))
            {
                Assert.NotNull(account);
                await _stop.CancelAsync();
            }
        });

        Assert.Equal(_stop.Token, exception.CancellationToken);
    }

    [Fact]
    public async Task While_waiting_for_headers_the_call_ends_at_once()
    {
        await using LoopbackServer server = new((_, _, token) => Task.Delay(Timeout.Infinite, token));
        EnsClient client = new(Key, new EnsClientOptions { Endpoint = server.Address });

        await AssertCancelledAsync(async () =>
        {
            Task call = client.DescribeImageSharePermissionAsync(new("m"), _stop.Token);
            await server.FirstRequest.Task;
            await _stop.CancelAsync();
            await call;
        });
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK)]
    [InlineData(HttpStatusCode.BadRequest)]
    public async Task In_the_middle_of_a_body_the_call_ends_at_once(HttpStatusCode status)
    {
        await using LoopbackServer server = new(async (stream, _, token) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {(int)status} Status\r\nContent-Length: 1000\r\n\r\n{{\"TotalCount\":"), token);
            await _stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
        });
        EnsClient client = new(Key, new EnsClientOptions { Endpoint = server.Address });

        await AssertCancelledAsync(() => client.DescribeImageSharePermissionAsync(new("m"), _stop.Token));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task At_the_end_of_a_refusal_it_is_still_a_cancellation()
    {
        EnsClient client = new(Key, new EnsClientOptions(), new RefusingAtTheEnd(_stop));

        await AssertCancelledAsync(() => client.DescribeImageSharePermissionAsync(new("m"), _stop.Token));
    }

    [Fact]
    public async Task While_asking_for_the_key_nothing_is_sent()
    {
        EnsEmulator emulator = Emulated.With(accounts: 3);
        EnsClient client = new(new SlowCredentials(_stop), emulator.Options, emulator);

        await AssertCancelledAsync(() => client.DescribeImageSharePermissionAsync(new(Emulated.Image), _stop.Token));
        Assert.Empty(emulator.Requests);
    }

    [Fact]
    public async Task A_handler_that_fails_otherwise_while_the_call_is_canceled_ends_it_as_a_cancellation()
    {
        EnsClient client = new(Key, new EnsClientOptions(), new FailingOnCancellation(_stop));

        await AssertCancelledAsync(() => client.DescribeImageSharePermissionAsync(new("m"), _stop.Token));
    }

    private async Task AssertCancelledAsync(Func<Task> call)
    {
        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call().WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(_stop.Token, exception.CancellationToken);
    }

    private sealed class FailingOnCancellation(CancellationTokenSource stop) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await stop.CancelAsync();
            throw new InvalidOperationException("odd");
        }
    }

    /// <summary>Answers with an error, and has the call cancelled when the last of it is read.</summary>
    private sealed class RefusingAtTheEnd(CancellationTokenSource stop) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = new StreamContent(new Body(stop)) });

        private sealed class Body(CancellationTokenSource stop) : MemoryStream("""{"Code":"NoPermission"}"""u8.ToArray())
        {
            public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
            {
                int read = await base.ReadAsync(buffer, CancellationToken.None);
                if (read == 0)
                {
                    await stop.CancelAsync();
                }

                return read;
            }

            public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
                ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
        }
    }

    private sealed class CountingCredentials : EnsCredentials
    {
        public int Asked { get; private set; }

        public override ValueTask<EnsAccessKey> GetAccessKeyAsync(CancellationToken cancellationToken)
        {
            Asked++;
            return new(new EnsAccessKey("id", "secret"));
        }
    }

    private sealed class SlowCredentials(CancellationTokenSource stop) : EnsCredentials
    {
        public override async ValueTask<EnsAccessKey> GetAccessKeyAsync(CancellationToken cancellationToken)
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException("Not reached.");
        }
    }
}
