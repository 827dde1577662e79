using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Ens.ImageSharing.Tests.Servers;

namespace Ens.ImageSharing.Tests.Calls;

/// <summary>What a real socket can do to a call, and what becomes of it.</summary>
public class SocketTests
{
    private const string Page = """{"TotalCount":1,"Accounts":{"Account":[{"AliyunUid":"7"}]}}""";

    private static readonly DescribeImageSharePermissionRequest Request = new("m");

    public static TheoryData<string> Breaks => ["before the headers", "in the headers", "after the headers", "in the body"];

    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task A_connection_that_breaks_is_tried_again(string where)
    {
        string sent = where switch
        {
            "before the headers" => "",
            "in the headers" => "HTTP/1.1 200 OK\r\nContent-Le",
            "after the headers" => "HTTP/1.1 200 OK\r\nContent-Length: 60\r\n\r\n",
            _ => "HTTP/1.1 200 OK\r\nContent-Length: 60\r\n\r\n{\"TotalCount\"",
        };
        int requests = 0;
        await using LoopbackServer server = new(async (stream, request, token) =>
        {
            if (Interlocked.Increment(ref requests) <= 2)
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes(sent), token);
                throw new IOException("The connection is closed.");
            }

            await LoopbackServer.WriteAsync(stream, Page, 200, "", token);
        });

        ImageSharePage page = await Client(server.Address).DescribeImageSharePermissionAsync(Request);

        Assert.Equal("7", page.Accounts[0].AliyunUid);
        Assert.Equal(3, server.Requests.Select(request => request.Header("x-acs-signature-nonce")).Distinct().Count());
    }

    [Fact]
    public async Task A_server_that_never_answers_is_left_after_the_attempts_budget()
    {
        await using LoopbackServer server = new((_, _, token) => Task.Delay(Timeout.Infinite, token));

        TimeoutException exception = await Assert.ThrowsAsync<TimeoutException>(() => Client(server.Address, options => options.AttemptTimeout = TimeSpan.FromMilliseconds(50)).DescribeImageSharePermissionAsync(Request));

        Assert.Contains("AttemptTimeout", exception.Message, StringComparison.Ordinal);
        Assert.IsType<TimeoutException>(exception.InnerException);
        Assert.StartsWith("Attempt 3 for page 1 of image 'm'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_drips_is_left_after_the_attempts_budget()
    {
        await using LoopbackServer server = new(async (stream, _, token) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 60\r\n\r\n"u8.ToArray(), token);
            foreach (byte one in Encoding.ASCII.GetBytes(Page))
            {
                await stream.WriteAsync(new[] { one }, token);
                await Task.Delay(TimeSpan.FromSeconds(1), token);
            }
        });

        await Assert.ThrowsAsync<TimeoutException>(() => Client(server.Address, options => options.AttemptTimeout = TimeSpan.FromMilliseconds(100)).DescribeImageSharePermissionAsync(Request));
    }

    [Fact]
    public async Task A_certificate_of_somebody_else_is_refused_and_not_tried_again()
    {
        using RSA key = RSA.Create(2048);
        using X509Certificate2 certificate = new CertificateRequest("CN=somebody-else", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        string address = listener.LocalEndpoint.ToString()!;
        int connections = 0;
        Task accepting = Task.Run(async () =>
        {
            while (true)
            {
                using TcpClient connection = await listener.AcceptTcpClientAsync();
                Interlocked.Increment(ref connections);
                await using SslStream tls = new(connection.GetStream());
                await Record.ExceptionAsync(() => tls.AuthenticateAsServerAsync(certificate));
            }
        });

        HttpRequestException exception = await Assert.ThrowsAsync<HttpRequestException>(
            () => Client(new Uri($"https://{address}")).DescribeImageSharePermissionAsync(Request));
        listener.Stop();
        await Record.ExceptionAsync(() => accepting);

        Assert.Equal(1, connections);
        Assert.StartsWith(
            $"The TLS connection to {address} could not be established: The remote certificate", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    public async Task Cancelling_while_connecting_ends_the_call(string scheme)
    {
        // Accepts nothing: over http the request is never read, over https the handshake never answered.
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        using CancellationTokenSource stop = new();
        Task<ImageSharePage> call = Client(new Uri($"{scheme}://{listener.LocalEndpoint}")).DescribeImageSharePermissionAsync(Request, stop.Token);
        using TcpClient connection = await listener.AcceptTcpClientAsync();

        await stop.CancelAsync();
        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(TimeSpan.FromSeconds(30)));

        Assert.Equal(stop.Token, exception.CancellationToken);
    }

    [Fact]
    public async Task A_change_that_waits_for_a_connection_was_not_sent()
    {
        // Accepts connections in the backlog and never answers the handshake.
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();

        TimeoutException exception = await Assert.ThrowsAsync<TimeoutException>(
            () => Client(new Uri($"https://{listener.LocalEndpoint}"), options => options.AttemptTimeout = TimeSpan.FromMilliseconds(200))
                .ModifyImageSharePermissionAsync(new("m") { AddAccounts = ["7"] }, TestContext.Current.CancellationToken));

        Assert.EndsWith("it was waiting for a connection, and nothing was sent.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_that_waits_for_the_response_may_be_made()
    {
        using CancellationTokenSource stop = new();
        await using LoopbackServer server = new(async (_, _, token) =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
        });

        EnsOutcomeUnknownException exception = await Assert.ThrowsAsync<EnsOutcomeUnknownException>(
            () => Client(server.Address).ModifyImageSharePermissionAsync(new("m") { AddAccounts = ["7"] }, stop.Token));

        Assert.IsType<OperationCanceledException>(exception.InnerException, exactMatch: false);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_server_that_restarts_under_load_loses_no_call()
    {
        LoopbackServer server = new(LoopbackServer.Answer(Page));
        int port = server.Port;
        EnsClient client = Client(server.Address, options =>
        {
            options.MaxRetries = 50;
            options.RetryDelay = TimeSpan.FromMilliseconds(5);
            options.MaxRetryDelay = TimeSpan.FromMilliseconds(20);
        });
        int succeeded = 0;
        Task[] callers = [.. Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (int call = 0; call < 50; call++)
            {
                Assert.Equal("7", (await client.DescribeImageSharePermissionAsync(Request)).Accounts[0].AliyunUid);
                Interlocked.Increment(ref succeeded);
            }
        }))];

        while (Volatile.Read(ref succeeded) < 50)
        {
            await Task.Yield();
        }

        await server.DisposeAsync();
        await using LoopbackServer restarted = new(LoopbackServer.Answer(Page), port: port);
        await Task.WhenAll(callers);

        Assert.Equal(400, succeeded);
    }

    private static EnsClient Client(Uri address, Action<EnsClientOptions>? configure = null)
    {
        EnsClientOptions options = new() { Endpoint = address, MaxRetries = 2, RetryDelay = TimeSpan.FromMilliseconds(1) };
        configure?.Invoke(options);
        return new EnsClient(EnsCredentials.FromAccessKey("id", "secret"), options);
    }
}
