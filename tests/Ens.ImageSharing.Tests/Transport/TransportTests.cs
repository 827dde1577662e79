using System.IO.Compression;
using System.Net;
using System.Text;
using Ens.ImageSharing.Tests.Servers;

namespace Ens.ImageSharing.Tests.Transport;

/// <summary>Answers that a real socket can give.</summary>
public class TransportTests
{
    private const string Page = """{"TotalCount":1,"Accounts":{"Account":[{"AliyunUid":"7"}]}}""";

    [Fact]
    public async Task The_request_id_of_the_header_is_taken_where_the_body_has_none()
    {
        ImageSharePage page = await CallAsync(LoopbackServer.Answer(Page, headers: "x-acs-request-id: FROM-HEADER\r\n"));

        Assert.Equal("FROM-HEADER", page.RequestId);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_not_followed(int status)
    {
        await using LoopbackServer other = new(LoopbackServer.Answer(Page));

        EnsException exception = await Assert.ThrowsAsync<EnsException>(() => CallAsync(LoopbackServer.Answer("", status, $"Location: {other.Address}\r\n")));

        Assert.Equal(status, (int?)exception.StatusCode);
        Assert.Contains("redirect", exception.Message, StringComparison.Ordinal);
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task Cookies_are_not_kept()
    {
        await using LoopbackServer server = new(LoopbackServer.Answer(Page, headers: "Set-Cookie: a=b; Path=/\r\n"));
        EnsClient client = Client(server);

        await client.DescribeImageSharePermissionAsync(new("m"));
        await client.DescribeImageSharePermissionAsync(new("m"));

        Assert.All(server.Requests, request => Assert.Null(request.Header("Cookie")));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(201)]
    public async Task An_error_in_a_good_status_is_an_error(int status)
    {
        EnsThrottlingException exception = await Assert.ThrowsAsync<EnsThrottlingException>(() => CallAsync(LoopbackServer.Answer("""{"Code":"Throttling","RequestId":"R"}""", status)));

        Assert.Equal((status, "R"), ((int)exception.StatusCode!, exception.RequestId));
    }

    [Theory]
    [InlineData("<html>captive portal</html>")]
    [InlineData("")]
    [InlineData("{}")]
    public async Task A_good_status_without_a_page_keeps_status_request_id_and_body(string body)
    {
        EnsException exception = await Assert.ThrowsAsync<EnsException>(() => CallAsync(LoopbackServer.Answer(body, headers: "x-acs-request-id: R\r\n")));

        Assert.Equal((HttpStatusCode.OK, "R", body), (exception.StatusCode, exception.RequestId, exception.ResponseBody));
    }

    [Fact]
    public async Task An_error_that_breaks_off_keeps_the_code()
    {
        const string Error = """{"Code":"NoPermission","RequestId":"R","Message":"Permission den""";
        EnsNoPermissionException exception = await Assert.ThrowsAsync<EnsNoPermissionException>(() => CallAsync(async (stream, _, token) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 400 Bad Request\r\nContent-Length: 1000\r\n\r\n{Error}"), token);
            throw new IOException("The connection is closed.");
        }));

        Assert.Equal("R", exception.RequestId);
    }

    [Theory]
    [InlineData("Content-Length: 1000\r\n\r\n{\"TotalCount\":1")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5\r\n{\"Tot\r\n")]
    public async Task A_page_that_breaks_off_is_a_failure_of_the_network_with_status_and_request_id(string rest)
    {
        HttpRequestException exception = await Assert.ThrowsAsync<HttpRequestException>(() => CallAsync(async (stream, _, token) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nx-acs-request-id: R\r\n" + rest), token);
            throw new IOException("The connection is closed.");
        }));

        Assert.Contains("HTTP 200, request id R", exception.Message, StringComparison.Ordinal);
        Assert.NotNull(exception.InnerException);
    }

    [Fact]
    public async Task Nobody_there_is_a_failure_of_the_network()
    {
        LoopbackServer gone = new(LoopbackServer.Answer(Page));
        Uri address = gone.Address;
        await gone.DisposeAsync();
        EnsClient client = new(EnsCredentials.FromAccessKey("id", "secret"), new EnsClientOptions { Endpoint = address, MaxRetries = 0 });

        await Assert.ThrowsAsync<HttpRequestException>(() => client.DescribeImageSharePermissionAsync(new("m")));
    }

    [Theory]
    [InlineData(1023, true)]
    [InlineData(1024, true)]
    [InlineData(1025, false)]
    public async Task A_page_may_have_as_many_bytes_as_the_option_says(int bytes, bool fits)
    {
        string body = Page + new string(' ', bytes - Page.Length);
        Task<ImageSharePage> call = CallAsync(LoopbackServer.Answer(body, headers: "x-acs-request-id: R\r\n"), options => options.MaxResponseBytes = 1024);

        if (fits)
        {
            Assert.Single((await call).Accounts);
        }
        else
        {
            EnsException exception = await Assert.ThrowsAsync<EnsException>(() => call);
            Assert.Contains("MaxResponseBytes", exception.Message, StringComparison.Ordinal);
            Assert.Equal((HttpStatusCode.OK, "R"), (exception.StatusCode, exception.RequestId));
        }
    }

    [Theory]
    [InlineData(200)]
    [InlineData(500)]
    public async Task An_endless_answer_is_cut_off(int status)
    {
        long sent = 0;
        byte[] chunk = Encoding.ASCII.GetBytes("4000\r\n" + new string(' ', 0x4000) + "\r\n");

        EnsException exception = await Assert.ThrowsAnyAsync<EnsException>(() => CallAsync(async (stream, _, token) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status} Status\r\nTransfer-Encoding: chunked\r\n\r\n"), token);
            while (!token.IsCancellationRequested)
            {
                await stream.WriteAsync(chunk, token);
                sent += chunk.Length;
            }
        }));

        Assert.Equal(status, (int?)exception.StatusCode);
        Assert.True(exception.ResponseBody!.Length <= 64 * 1024);
    }

    [Fact]
    public async Task A_compressed_bomb_is_cut_off_where_a_handler_decompresses()
    {
        using MemoryStream bomb = new();
        await using (GZipStream gzip = new(bomb, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(new byte[20 * 1024 * 1024]);
        }

        await using LoopbackServer server = new(async (stream, _, token) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {bomb.Length}\r\n\r\n"), token);
            await stream.WriteAsync(bomb.ToArray(), token);
        });
        using SocketsHttpHandler transport = new() { AutomaticDecompression = DecompressionMethods.All };
        EnsClient client = new(EnsCredentials.FromAccessKey("id", "secret"), new EnsClientOptions { Endpoint = server.Address }, transport);

        EnsException exception = await Assert.ThrowsAsync<EnsException>(() => client.DescribeImageSharePermissionAsync(new("m")));

        Assert.Contains("MaxResponseBytes", exception.Message, StringComparison.Ordinal);
    }

    private static async Task<ImageSharePage> CallAsync(Respond respond, Action<EnsClientOptions>? configure = null)
    {
        await using LoopbackServer server = new(respond);
        return await Client(server, configure).DescribeImageSharePermissionAsync(new("m"), TestContext.Current.CancellationToken);
    }

    private static EnsClient Client(LoopbackServer server, Action<EnsClientOptions>? configure = null)
    {
        EnsClientOptions options = new() { Endpoint = server.Address, MaxRetries = 0 };
        configure?.Invoke(options);
        return new EnsClient(EnsCredentials.FromAccessKey("id", "secret"), options);
    }
}
