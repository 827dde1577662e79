using System.Net;
using System.Net.Sockets;
using System.Text;
using Ens.ImageSharing.Tests.Doubles;
using Ens.ImageSharing.Tests.Servers;

namespace Ens.ImageSharing.Tests.Transport;

/// <summary>Responses that break off, and requests that fail without one.</summary>
public class BrokenOffTests
{
    private const string Page = """{"TotalCount":1,"Accounts":{"Account":[{"AliyunUid":"7"}]}}""";

    [Fact]
    public async Task An_error_that_breaks_off_after_its_code_is_that_error()
    {
        EnsNoPermissionException exception = await Assert.ThrowsAsync<EnsNoPermissionException>(
            () => CallAsync(Breaks(400, """{"Code":"NoPermission","RequestId":"R","Message":"Permission den""")));

        Assert.Equal("R", exception.RequestId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"RequestId":"R","Message":"Permission den""")]
    [InlineData("""{"Code":"Throttl""")]
    [InlineData("<Error><RequestId>R</RequestId><Code>Throttl")]
    public async Task An_error_that_breaks_off_before_its_code_is_a_failure_of_the_network(string body)
    {
        HttpRequestException exception = await Assert.ThrowsAsync<HttpRequestException>(() => CallAsync(Breaks(400, body)));

        Assert.StartsWith($"The response broke off after {body.Length} bytes (HTTP 400): ", exception.Message, StringComparison.Ordinal);
        Assert.Equal(400, Status(exception));
    }

    [Fact]
    public async Task An_error_that_breaks_off_before_its_code_is_requested_again()
    {
        int requests = 0;
        await using LoopbackServer server = new((stream, request, token) => Interlocked.Increment(ref requests) == 1
            ? Breaks(400, """{"RequestId":"R","Mess""")(stream, request, token)
            : LoopbackServer.WriteAsync(stream, Page, 200, "", token));

        Assert.Single((await Client(server.Address, maxRetries: 1).DescribeImageSharePermissionAsync("m")).Accounts);
    }

    [Theory]
    [InlineData("Content-Length: 1000\r\n\r\n{\"TotalCount\":1", 15)]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5\r\n{\"Tot\r\n", 5)]
    public async Task A_page_that_breaks_off_is_a_failure_of_the_network_with_status_and_request_ID(string rest, int bytes)
    {
        HttpRequestException exception = await Assert.ThrowsAsync<HttpRequestException>(() => CallAsync(async (stream, _, token) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nx-acs-request-id: R\r\n" + rest), token);
            throw new IOException("The connection is closed.");
        }));

        Assert.StartsWith($"The response broke off after {bytes} bytes (HTTP 200, request ID R): ", exception.Message, StringComparison.Ordinal);
        Assert.Equal((200, "R"), (Status(exception), exception.Data["RequestId"]));
        Assert.NotNull(exception.InnerException);
    }

    [Theory]
    [InlineData("br", 200)]
    [InlineData("br", 400)]
    [InlineData("gzip", 200)]
    [InlineData("deflate", 200)]
    public async Task A_body_that_a_handler_cannot_decompress_is_a_failure_of_the_network_with_the_status(string encoding, int status)
    {
        await using LoopbackServer server = new(
            LoopbackServer.Answer("Neither compressed nor JSON, but long enough.", status, $"Content-Encoding: {encoding}\r\n"));
        using SocketsHttpHandler transport = new() { AutomaticDecompression = DecompressionMethods.All };

        HttpRequestException exception = await Assert.ThrowsAsync<HttpRequestException>(
            () => Client(server.Address, transport: transport).DescribeImageSharePermissionAsync("m"));

        Assert.Equal(status, Status(exception));
    }

    [Fact]
    public async Task A_closed_port_is_a_failure_of_the_network()
    {
        LoopbackServer gone = new(LoopbackServer.Answer(Page));
        Uri address = gone.Address;
        await gone.DisposeAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => Client(address).DescribeImageSharePermissionAsync("m"));
    }

    [Theory]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(SocketException))]
    [InlineData(typeof(TimeoutException))]
    [InlineData(typeof(InvalidDataException))]
    public async Task What_a_handler_throws_for_a_failing_network_is_one_and_is_tried_again(Type type)
    {
        int requests = 0;
        StubHandler transport = new(_ => ++requests == 1 ? throw (Exception)Activator.CreateInstance(type)! : StubHandler.Response(Page));

        ImageSharePage page = await Client(new Uri("https://ens.example"), maxRetries: 1, transport).DescribeImageSharePermissionAsync("m");

        Assert.Single(page.Accounts);
    }

    [Theory]
    [InlineData(typeof(IOException), 2)]
    [InlineData(typeof(SocketException), 2)]
    [InlineData(typeof(TimeoutException), 2)]
    [InlineData(typeof(TaskCanceledException), 2)]
    [InlineData(typeof(InvalidOperationException), 1)]
    [InlineData(typeof(NullReferenceException), 1)]
    public async Task Whatever_a_handler_throws_is_a_failure_of_the_network_with_its_cause(Type type, int requests)
    {
        StubHandler transport = StubHandler.Throwing(() => (Exception)Activator.CreateInstance(type)!);

        HttpRequestException exception = await Assert.ThrowsAsync<HttpRequestException>(
            () => Client(new Uri("https://ens.example"), maxRetries: 1, transport).DescribeImageSharePermissionAsync("m"));

        Assert.IsType(type, exception.InnerException, exactMatch: false);
        Assert.Equal(requests, transport.Sent.Count);
    }

    private static int? Status(HttpRequestException exception) =>
#if NETSTANDARD_ASSET
        (int?)exception.Data["StatusCode"];
#else
        (int?)exception.StatusCode;
#endif

    private static Respond Breaks(int status, string body) => async (stream, _, token) =>
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status} Status\r\nContent-Length: 1000\r\n\r\n{body}"), token);
        throw new IOException("The connection is closed.");
    };

    private static async Task<ImageSharePage> CallAsync(Respond respond)
    {
        await using LoopbackServer server = new(respond);
        return await Client(server.Address).DescribeImageSharePermissionAsync("m", TestContext.Current.CancellationToken);
    }

    private static EnsClient Client(Uri endpoint, int maxRetries = 0, HttpMessageHandler? transport = null) => new(
        EnsCredentials.FromAccessKey("id", "secret"),
        new EnsClientOptions { Endpoint = endpoint, MaxRetries = maxRetries, RetryDelay = TimeSpan.Zero },
        transport);
}
