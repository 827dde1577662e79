using System.Net;
using Ens.ImageSharing.Tests.Servers;

namespace Ens.ImageSharing.Tests.CredentialSources;

/// <summary>Keys from a server that hands them out.</summary>
public class UriTests
{
    private const string Key = """{"Code":"Success","AccessKeyId":"ID","AccessKeySecret":"hunter2","SecurityToken":"t","Expiration":"2030-01-01T00:00:00Z"}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_hangs_is_given_up()
    {
        Microsoft.Extensions.Time.Testing.FakeTimeProvider time = new();
        await using LoopbackServer server = new((_, _, token) => Task.Delay(Timeout.Infinite, token));
        Task<EnsAccessKey> waiting = EnsCredentials.FromUri(server.Address, timeProvider: time).GetAccessKeyAsync(Token).AsTask();
        await server.FirstRequest.Task.WaitAsync(Token);
        time.Advance(TimeSpan.FromSeconds(10));

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(() => waiting);

        Assert.Equal("The credentials URI at 127.0.0.1 gave no access key: There was no complete answer within 10 s.", exception.Message);
        Assert.True(exception.IsTransient);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_transport_that_ignores_cancellation_is_given_up(bool blocks)
    {
        Microsoft.Extensions.Time.Testing.FakeTimeProvider time = new();
        using ManualResetEventSlim release = new(initialState: !blocks);
        using Deaf deaf = new(release);
        Task<EnsAccessKey> waiting = EnsCredentials.FromUri(new("http://127.0.0.1/"), deaf, time).GetAccessKeyAsync(Token).AsTask();
        await deaf.Asked.Task.WaitAsync(Token);
        time.Advance(TimeSpan.FromSeconds(10));

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(30), Token));

        release.Set();
        Assert.Contains("within 10 s", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_connection_that_breaks_is_tried_again(int failures)
    {
        int asked = 0;
        await using LoopbackServer server = new(async (stream, _, token) =>
        {
            if (++asked <= failures)
            {
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 60\r\n\r\n{"u8.ToArray(), token);
                throw new IOException("The connection is closed.");
            }

            await LoopbackServer.WriteAsync(stream, Key, 200, "", token);
        });

        Assert.Equal("ID", (await EnsCredentials.FromUri(server.Address).GetAccessKeyAsync(Token)).AccessKeyId);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    public async Task A_transient_status_is_tried_again(int status)
    {
        int asked = 0;
        using Answering server = new(_ => ++asked == 1 ? new HttpResponseMessage((HttpStatusCode)status) : Answering.Json(Key));

        Assert.Equal("ID", (await EnsCredentials.FromUri(new("http://127.0.0.1/"), server).GetAccessKeyAsync(Token)).AccessKeyId);
    }

    [Theory]
    [InlineData(503, 3, true)]
    [InlineData(403, 1, false)]
    [InlineData(302, 1, false)]
    public async Task A_status_that_stays_is_an_error_that_says_whether_it_may_pass(int status, int requests, bool isTransient)
    {
        using Answering server = new(_ => new HttpResponseMessage((HttpStatusCode)status));

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(async () =>
            await EnsCredentials.FromUri(new("http://127.0.0.1/"), server).GetAccessKeyAsync(Token));

        Assert.Equal((requests, isTransient), (server.Requests.Count, exception.IsTransient));
    }

    [Fact]
    public async Task An_answer_that_keeps_breaking_off_is_an_error()
    {
        await using LoopbackServer server = new(async (stream, _, token) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 60\r\n\r\n{"u8.ToArray(), token);
            throw new IOException("The connection is closed.");
        });

        EnsAuthenticationException exception =
            await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await EnsCredentials.FromUri(server.Address).GetAccessKeyAsync(Token));

        Assert.Contains("The answer was broken off.", exception.Message, StringComparison.Ordinal);
        Assert.True(exception.IsTransient);
    }

    [Theory]
    [InlineData("http://keys.example/")]
    [InlineData("ftp://127.0.0.1/")]
    [InlineData("https://user:hunter2@keys.example/")]
    public void Keys_come_from_secure_addresses_only(string address)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(nameof(address), () => EnsCredentials.FromUri(new Uri(address)));

        Assert.DoesNotContain("hunter", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, Key, "the answer has the HTTP status 404")]
    [InlineData(302, "", "the answer has the HTTP status 302")]
    [InlineData(200, """{"Code":"Fail"}""", "the answer has the code 'Fail'")]
    [InlineData(200, """{"Code":"hunter2/hunter3"}""", "the answer has the code '…'")]
    [InlineData(200, "", "the answer is not a JSON object with an access key")]
    [InlineData(200, """{"AccessKeyId":"id","AccessKeySecret":"hunter2","SecurityToken":{"hunter":1}}""", "the member SecurityToken of the answer is not a text")]
    [InlineData(200, """{"AccessKeyId":"id","AccessKeySecret":nul,"SecurityToken":"hunter2"}""", "the answer is not a JSON object with an access key")]
    [InlineData(200, """{"AccessKeyId":"id","AccessKeySecret":"\ud800hunter2"}""", "the answer is not a JSON object with an access key")]
    public async Task A_server_without_a_key_is_named_without_its_path_or_answer(int status, string body, string message)
    {
        await using LoopbackServer server = new(LoopbackServer.Answer(body, status, "Location: /elsewhere\r\n"));
        EnsCredentials credentials = EnsCredentials.FromUri(new Uri(server.Address, "/hunter2?hunter3"));

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await credentials.GetAccessKeyAsync(Token));

        Assert.Equal($"The credentials URI at 127.0.0.1 gave no access key: {message}", exception.Message.TrimEnd('.').Split(" instead")[0]);
        Assert.DoesNotContain("hunter", exception.ToString(), StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    private sealed class Deaf(ManualResetEventSlim release) : HttpMessageHandler
    {
        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.TrySetResult();
            release.Wait(CancellationToken.None);
            return new TaskCompletionSource<HttpResponseMessage>().Task;
        }
    }
}
