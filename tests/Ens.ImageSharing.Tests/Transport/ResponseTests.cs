using System.IO.Compression;
using System.Net;
using System.Text;
using Ens.ImageSharing.Tests.Servers;

namespace Ens.ImageSharing.Tests.Transport;

/// <summary>Responses that a real socket can give.</summary>
public class ResponseTests
{
    private const string Page = """{"TotalCount":1,"Accounts":{"Account":[{"AliyunUid":"7"}]}}""";

    [Fact]
    public async Task The_request_ID_of_the_headers_is_used_if_the_body_has_none()
    {
        ImageSharePage page = await CallAsync(LoopbackServer.Answer(Page, headers: "x-acs-request-id: FROM-HEADER\r\n"));

        Assert.Equal("FROM-HEADER", page.RequestId);
    }

    [Fact]
    public async Task Cookies_are_not_kept()
    {
        await using LoopbackServer server = new(LoopbackServer.Answer(Page, headers: "Set-Cookie: a=b; Path=/\r\n"));
        EnsClient client = Client(server);

        await client.DescribeImageSharePermissionAsync("m");
        await client.DescribeImageSharePermissionAsync("m");

        Assert.Equal([null, null], server.Requests.Select(request => request.Header("Cookie")));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(201)]
    public async Task An_error_with_a_good_status_is_an_error(int status)
    {
        EnsThrottlingException exception = await Assert.ThrowsAsync<EnsThrottlingException>(
            () => CallAsync(LoopbackServer.Answer("""{"Code":"Throttling","RequestId":"R"}""", status)));

        Assert.Equal((status, "R"), ((int)exception.StatusCode!, exception.RequestId));
    }

    [Theory]
    [InlineData("<html>captive portal</html>", "It is not valid JSON at line 1, byte 1.")]
    [InlineData("", "It is not valid JSON at line 1, byte 1.")]
    [InlineData("{}", "It has neither a list of accounts nor a total of 0.")]
    public async Task A_good_status_without_a_page_keeps_the_reason_status_request_ID_and_body(string body, string reason)
    {
        EnsException exception = await Assert.ThrowsAsync<EnsException>(
            () => CallAsync(LoopbackServer.Answer(body, headers: "x-acs-request-id: R\r\n")));

        Assert.Equal($"The response cannot be read: {reason} (HTTP 200, page 1 of image 'm', request ID R)", exception.Message);
        Assert.Equal((HttpStatusCode.OK, "R", body), (exception.StatusCode, exception.RequestId, exception.ResponseBody));
    }

    [Fact]
    public async Task A_broken_literal_and_what_follows_it_do_not_show()
    {
        const string Body = """{"TotalCount":nil,"access_key_secret":"hunter2","Accounts":null}""";

        EnsException exception = await Assert.ThrowsAsync<EnsException>(() => CallAsync(LoopbackServer.Answer(Body), secret: "hunter2"));

        Assert.Equal("The response cannot be read: It is not valid JSON at line 1, byte 16. (HTTP 200, page 1 of image 'm')", exception.Message);
        Assert.DoesNotContain("hunter2", exception + exception.ResponseBody, StringComparison.Ordinal);
        Assert.Null(exception.InnerException);
    }

    [Theory]
    [InlineData(1023, true)]
    [InlineData(1024, true)]
    [InlineData(1025, false)]
    public async Task A_page_may_have_as_many_bytes_as_the_option_says(int bytes, bool fits)
    {
        string body = Page + new string(' ', bytes - Page.Length);
        Task<ImageSharePage> call = CallAsync(
            LoopbackServer.Answer(body, headers: "x-acs-request-id: R\r\n"), options => options.MaxResponseBytes = 1024);

        if (fits)
        {
            Assert.Single((await call).Accounts);
        }
        else
        {
            EnsException exception = await Assert.ThrowsAsync<EnsException>(() => call);
            Assert.Contains("It is longer than 1024 bytes (EnsClientOptions.MaxResponseBytes).", exception.Message, StringComparison.Ordinal);
            Assert.Equal((HttpStatusCode.OK, "R"), (exception.StatusCode, exception.RequestId));
        }
    }

    [Theory]
    [InlineData(200)]
    [InlineData(500)]
    public async Task An_endless_response_is_cut_off(int status)
    {
        byte[] chunk = Encoding.ASCII.GetBytes("4000\r\n" + new string(' ', 0x4000) + "\r\n");

        EnsException exception = await Assert.ThrowsAnyAsync<EnsException>(() => CallAsync(async (stream, _, token) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status} Status\r\nTransfer-Encoding: chunked\r\n\r\n"), token);
            while (!token.IsCancellationRequested)
            {
                await stream.WriteAsync(chunk, token);
            }
        }));

        Assert.Equal((status, 64 * 1024), ((int)exception.StatusCode!, exception.ResponseBody!.Length));
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
            string head = $"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {bomb.Length}\r\n\r\n";
            await stream.WriteAsync(Encoding.ASCII.GetBytes(head), token);
            await stream.WriteAsync(bomb.ToArray(), token);
        });
        using SocketsHttpHandler transport = new() { AutomaticDecompression = DecompressionMethods.All };
        EnsClient client = new(EnsCredentials.FromAccessKey("id", "secret"), new EnsClientOptions { Endpoint = server.Address }, transport);

        EnsException exception = await Assert.ThrowsAsync<EnsException>(() => client.DescribeImageSharePermissionAsync("m"));

        Assert.Contains("MaxResponseBytes", exception.Message, StringComparison.Ordinal);
    }

    private static async Task<ImageSharePage> CallAsync(Respond respond, Action<EnsClientOptions>? configure = null, string secret = "secret")
    {
        await using LoopbackServer server = new(respond);
        return await Client(server, configure, secret).DescribeImageSharePermissionAsync("m", TestContext.Current.CancellationToken);
    }

    private static EnsClient Client(LoopbackServer server, Action<EnsClientOptions>? configure = null, string secret = "secret")
    {
        EnsClientOptions options = new() { Endpoint = server.Address, MaxRetries = 0 };
        configure?.Invoke(options);
        return new EnsClient(EnsCredentials.FromAccessKey("id", secret), options);
    }
}
