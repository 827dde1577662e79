using System.Net.Sockets;
using Ens.ImageSharing.Tests.Calls;

namespace Ens.ImageSharing.Tests.Changes;

/// <summary>Changes that were never sent are known not to be made; those that were sent and not answered are not.</summary>
public sealed class NotSentTests : IDisposable
{
    private static readonly ModifyImageSharePermissionRequest Change = new("m-1") { AddAccounts = ["7"] };

    private readonly CancellationTokenSource _stop = new();
    private readonly EnsClientOptions _options = new();
    private readonly SkippingTime _time;

    public NotSentTests() => _time = new SkippingTime(_options);

    public void Dispose() => _stop.Dispose();

    [Fact]
    public async Task A_refused_connection_is_no_change()
    {
        using TcpListener listener = new(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        _options.Endpoint = new Uri($"http://{listener.LocalEndpoint}");
        listener.Stop();
        EnsClient client = new(EnsCredentials.FromAccessKey("id", "secret"), _options);

        HttpRequestException exception = await Assert.ThrowsAsync<HttpRequestException>(() => client.ModifyImageSharePermissionAsync(Change, _stop.Token));

        Assert.Equal(SocketError.ConnectionRefused, Assert.IsType<SocketException>(exception.InnerException).SocketErrorCode);
    }

    [Theory]
    [InlineData(SocketError.HostNotFound)]
    [InlineData(SocketError.TryAgain)]
    [InlineData(SocketError.NetworkUnreachable)]
    public async Task A_host_that_cannot_be_reached_is_no_change(SocketError error)
    {
        Transport transport = new((_, _) => throw new HttpRequestException("no connection", new SocketException((int)error)));

        await Assert.ThrowsAsync<HttpRequestException>(() => Client(transport).ModifyImageSharePermissionAsync(Change, _stop.Token));
        Assert.Equal(1, transport.Sends);
    }

    [Theory]
    [InlineData(SocketError.ConnectionReset)]
    [InlineData(SocketError.HostUnreachable)]
    [InlineData(SocketError.TimedOut)]
    public async Task A_connection_that_broke_is_unknown(SocketError error)
    {
        Transport transport = new((_, _) => throw new HttpRequestException("broke", new IOException("broke", new SocketException((int)error))));

        EnsOutcomeUnknownException exception = await Assert.ThrowsAsync<EnsOutcomeUnknownException>(
            () => Client(transport).ModifyImageSharePermissionAsync(Change, _stop.Token));

        Assert.IsType<HttpRequestException>(exception.InnerException);
        Assert.Equal(1, transport.Sends);
    }

    [Fact]
    public async Task Without_a_key_there_is_no_change()
    {
        Transport transport = new((_, _) => throw new InvalidOperationException());
        CallbackCredentials none = new(_ => throw new InvalidOperationException("no key today"));

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(
            () => Client(transport, none).ModifyImageSharePermissionAsync(Change, _stop.Token));

        Assert.Equal((0, 0), (exception.Attempts, transport.Sends));
    }

    [Fact]
    public async Task A_mistake_in_a_handler_is_unknown()
    {
        Transport transport = new((_, _) => throw new InvalidOperationException("a bug"));

        await Assert.ThrowsAsync<EnsOutcomeUnknownException>(() => Client(transport).ModifyImageSharePermissionAsync(Change, _stop.Token));
        Assert.Equal(1, transport.Sends);
    }

    [Fact]
    public async Task Canceling_before_the_call_is_no_change()
    {
        Transport transport = new((_, _) => throw new InvalidOperationException());
        await _stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Client(transport).ModifyImageSharePermissionAsync(Change, _stop.Token));
        Assert.Equal(0, transport.Sends);
    }

    [Fact]
    public async Task Canceling_while_a_key_is_fetched_is_no_change()
    {
        Transport transport = new((_, _) => throw new InvalidOperationException());
        CallbackCredentials deaf = new(async _ =>
        {
            await _stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken);
            throw new InvalidOperationException();
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Client(transport, deaf).ModifyImageSharePermissionAsync(Change, _stop.Token));
        Assert.Equal(0, transport.Sends);
    }

    [Fact]
    public async Task Canceling_after_sending_is_unknown()
    {
        Transport transport = new(async (_, token) =>
        {
            await _stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
            throw new InvalidOperationException();
        });

        EnsOutcomeUnknownException exception = await Assert.ThrowsAsync<EnsOutcomeUnknownException>(
            () => Client(transport).ModifyImageSharePermissionAsync(Change, _stop.Token));

        Assert.Equal(_stop.Token, Assert.IsAssignableFrom<OperationCanceledException>(exception.InnerException).CancellationToken);
        Assert.Equal(1, transport.Sends);
    }

    [Theory]
    [InlineData(10, "AttemptTimeout")]
    [InlineData(5, "Timeout")]
    public async Task Running_out_of_time_after_sending_is_unknown_and_not_sent_again(int timeoutSeconds, string option)
    {
        _options.Timeout = TimeSpan.FromSeconds(timeoutSeconds == 10 ? 60 : timeoutSeconds);
        Transport transport = new(async (_, token) =>
        {
            _time.Advance(TimeSpan.FromSeconds(timeoutSeconds));
            await Task.Delay(Timeout.Infinite, token);
            throw new InvalidOperationException();
        });

        EnsOutcomeUnknownException exception = await Assert.ThrowsAsync<EnsOutcomeUnknownException>(
            () => Client(transport).ModifyImageSharePermissionAsync(Change, _stop.Token));

        Assert.Contains("EnsClientOptions." + option, Assert.IsType<TimeoutException>(exception.InnerException).Message, StringComparison.Ordinal);
        Assert.Equal(1, transport.Sends);
    }

    private EnsClient Client(Transport transport, EnsCredentials? credentials = null) =>
        new(credentials ?? EnsCredentials.FromAccessKey("id", "secret"), _options, transport, loggerFactory: null, _time);

    private sealed class Transport(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send) : HttpMessageHandler
    {
        public int Sends { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Sends++;
            return send(request, cancellationToken);
        }
    }
}
