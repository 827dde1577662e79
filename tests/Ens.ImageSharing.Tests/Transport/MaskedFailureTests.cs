using System.Net.Sockets;
using System.Text;
using Ens.ImageSharing.Tests.Doubles;
using Ens.ImageSharing.Tests.Servers;
using Ens.ImageSharing.Tests.Telemetry;

namespace Ens.ImageSharing.Tests.Transport;

/// <summary>Transports whose exceptions quote the request, and servers that make the platform's exceptions do so.</summary>
public class MaskedFailureTests
{
    private const string Secret = "KeySecretOfThirtyCharacters01";
    private const string SecurityToken = "CAISxA/b+Zz9KqT0kEn+Q/42==";

    public static TheoryData<EnsSignatureVersion, string> Echoes => new()
    {
        { EnsSignatureVersion.RpcHmacSha1, "{all}" },
        { EnsSignatureVersion.Acs3HmacSha256, "HTTP/9 {token}\r\n\r\n" },
        { EnsSignatureVersion.Acs3HmacSha256, "HTTP/9 {authorization}\r\n\r\n" },
        { EnsSignatureVersion.RoaHmacSha1, "HTTP/9 {authorization}\r\n\r\n" },
        { EnsSignatureVersion.Acs3HmacSha256, "HTTP/1.1 400 Bad\r\nbad header {token}\r\n\r\n" },
        { EnsSignatureVersion.Acs3HmacSha256, "HTTP/1.1 400 Bad\r\n{token}: x\r\n\r\n" },
        { EnsSignatureVersion.Acs3HmacSha256, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{token}\r\n" },
        { EnsSignatureVersion.Acs3HmacSha256, "HTTP/1.1 500 Bad\r\nTransfer-Encoding: chunked\r\n\r\nzz{authorization}\r\n" },
    };

    [Theory]
    [MemberData(nameof(Echoes))]
    public async Task What_a_server_echoes_outside_of_a_body_does_not_show(EnsSignatureVersion version, string answer)
    {
        List<string> secrets = [Secret, SecurityToken, Uri.EscapeDataString(SecurityToken)];
        await using LoopbackServer server = new(async (stream, request, token) =>
        {
            secrets.Add(request.Head.Split(["Signature=", "acs id:"], StringSplitOptions.None)[^1].Split(' ', '\r')[0]);
            string echo = answer
                .Replace("{all}", request.Head, StringComparison.Ordinal)
                .Replace("{token}", request.Header("x-acs-security-token"), StringComparison.Ordinal)
                .Replace("{authorization}", request.Header("Authorization"), StringComparison.Ordinal);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(echo), token);
            throw new IOException("The connection is closed.");
        });
        EnsClientOptions options = new() { Endpoint = server.Address, MaxRetries = 0, SignatureVersion = version };
        EnsClient client = new(EnsCredentials.FromAccessKey("id", Secret, SecurityToken), options);

        Exception exception = await Assert.ThrowsAsync<HttpRequestException>(() => client.DescribeImageSharePermissionAsync("m"));

        Assert.Contains("***", exception.ToString(), StringComparison.Ordinal);
        Assert.All(PublicText.Of(exception), text => Assert.DoesNotContain(secrets, secret => text.Contains(secret, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("inner")]
    [InlineData("aggregate")]
    [InlineData("data")]
    [InlineData("text")]
    [InlineData("io")]
    [InlineData("timeout")]
    [InlineData("canceled")]
    public async Task What_a_transport_quotes_shows_neither_to_the_caller_nor_to_a_handler_above(string kind)
    {
        List<Exception> seen = [];
        StubHandler transport = new(request => throw Failure(kind, $"Cannot send {request}"));
        EnsClient client = HandledClient.Create(
            EnsCredentials.FromAccessKey("id", Secret, SecurityToken),
            new EnsClientOptions { Endpoint = new("https://ens.example"), MaxRetries = 0 },
            transport,
            time: null,
            new Witness(seen));

        seen.Add(await Assert.ThrowsAnyAsync<Exception>(() => client.DescribeImageSharePermissionAsync("m")));

        SentRequest sent = Assert.Single(transport.Sent);
        string signature = sent.Header("Authorization")!.Split("Signature=")[1];
        Assert.Equal(2, seen.Count);
        Assert.All(seen.SelectMany(PublicText.Of), text => Assert.DoesNotContain(
            new[] { SecurityToken, signature }, secret => text.Contains(secret, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(500)]
    public async Task What_a_body_that_breaks_off_quotes_does_not_show(int status)
    {
        StubHandler transport = new(_ => new HttpResponseMessage((System.Net.HttpStatusCode)status)
        {
            Content = new StreamContent(new BrokenStream($"Not a chunk: {SecurityToken}")),
        });

        HttpRequestException exception = await Assert.ThrowsAsync<HttpRequestException>(() => Client(transport).DescribeImageSharePermissionAsync("m"));

        Assert.EndsWith("Not a chunk: ***", exception.Message, StringComparison.Ordinal);
        Assert.All(PublicText.Of(exception), text => Assert.DoesNotContain(SecurityToken, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failure_without_a_secret_stays_the_one_that_it_is()
    {
        HttpRequestException failure = new("Not resolved.", new SocketException((int)SocketError.HostNotFound));

        HttpRequestException exception = await Assert.ThrowsAsync<HttpRequestException>(() => CallAsync(failure));

        Assert.Same(failure, exception);
    }

    [Fact]
    public async Task A_failure_with_a_secret_keeps_the_causes_that_have_none()
    {
        SocketException cause = new((int)SocketError.ConnectionReset);

        HttpRequestException exception = await Assert.ThrowsAsync<HttpRequestException>(
            () => CallAsync(new HttpRequestException($"Sent {SecurityToken}.", cause)));

        Assert.Equal("Sent ***.", exception.Message);
        Assert.Same(cause, exception.InnerException);
    }

#if !NETSTANDARD_ASSET
    [Fact]
    public async Task A_failure_with_a_secret_keeps_its_kind_and_status()
    {
        HttpRequestException exception = await Assert.ThrowsAsync<HttpRequestException>(() => CallAsync(new HttpRequestException(
            HttpRequestError.ProxyTunnelError, $"Sent {SecurityToken}.", inner: null, System.Net.HttpStatusCode.BadGateway)));

        Assert.Equal((HttpRequestError.ProxyTunnelError, System.Net.HttpStatusCode.BadGateway), (exception.HttpRequestError, exception.StatusCode));
    }
#endif

    [Theory]
    [InlineData(SocketError.ConnectionRefused)]
    [InlineData(SocketError.HostNotFound)]
    public async Task A_change_that_was_never_sent_is_known_not_to_be_made_whatever_the_failure_quotes(SocketError error)
    {
        HttpRequestException failure = new($"Sent {SecurityToken}.", new SocketException((int)error));
        EnsClient client = Client(StubHandler.Throwing(() => failure));

        await Assert.ThrowsAsync<HttpRequestException>(() => client.ModifyImageSharePermissionAsync(new("m") { AddAccounts = ["7"] }));
    }

    private static Task<ImageSharePage> CallAsync(Exception failure) =>
        Client(StubHandler.Throwing(() => failure)).DescribeImageSharePermissionAsync("m");

    private static EnsClient Client(HttpMessageHandler transport) => new(
        EnsCredentials.FromAccessKey("id", Secret, SecurityToken),
        new EnsClientOptions { Endpoint = new("https://ens.example"), MaxRetries = 0 },
        transport);

    private static Exception Failure(string kind, string text) => kind switch
    {
        "inner" => new HttpRequestException("Failed.", new InvalidOperationException(text)),
        "aggregate" => new HttpRequestException("Failed.", new AggregateException(new IOException("First."), new IOException(text))),
        "data" => new HttpRequestException("Failed.") { Data = { ["request"] = text } },
        "text" => new FileNotFoundException("Failed.", text),
        "io" => new IOException(text, new SocketException((int)SocketError.ConnectionReset)),
        "timeout" => new TimeoutException(text),
        "canceled" => new TaskCanceledException(text),
        _ => new HttpRequestException(text),
    };

    private sealed class BrokenStream(string message) : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException(message);

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => throw new IOException(message);
    }

    /// <summary>Stands above the signature, as a logger of the host does.</summary>
    private sealed class Witness(List<Exception> seen) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            catch (Exception exception)
            {
                seen.Add(exception);
                throw;
            }
        }
    }
}
