using Ens.ImageSharing.Tests.Servers;
using Microsoft.Extensions.Time.Testing;

namespace Ens.ImageSharing.Tests.CredentialSources;

/// <summary>The metadata service of an ECS instance, played on a real socket: as documented, in its older version, and hostile.</summary>
[Collection("alone")]
public sealed class EcsRoleTests : IDisposable
{
    private const string Key = """{"Code":"Success","AccessKeyId":"STS.id","AccessKeySecret":"hunter2","SecurityToken":"hunter3","Expiration":"2030-01-01T00:00:00Z","LastUpdated":"2026-01-01T00:00:00Z"}""";
    private const string Roles = "/latest/meta-data/ram/security-credentials/";

    private readonly Surroundings _surroundings = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _surroundings.Dispose();

    [Fact]
    public async Task Version_2_takes_a_token_the_role_and_the_key()
    {
        await using LoopbackServer server = new(Service());

        EnsAccessKey key = await From(server).GetAccessKeyAsync(Token);

        Assert.Equal(("STS.id", "hunter2", "hunter3", new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero)), (key.AccessKeyId, key.AccessKeySecret, key.SecurityToken, key.ExpiresAt));
        Assert.Equal(["PUT /latest/api/token HTTP/1.1", $"GET {Roles} HTTP/1.1", $"GET {Roles}auditor HTTP/1.1"], server.Requests.Select(request => request.RequestLine));
        Assert.Equal(["100.100.100.200", "100.100.100.200", "100.100.100.200"], server.Requests.Select(request => request.Header("Host")));
        Assert.Equal([null, "TOKEN", "TOKEN"], server.Requests.Select(request => request.Header("X-aliyun-ecs-metadata-token")));
        Assert.Equal("21600", server.Requests.First().Header("X-aliyun-ecs-metadata-token-ttl-seconds"));
    }

    [Fact]
    public async Task A_role_that_is_named_is_not_asked_for()
    {
        await using LoopbackServer server = new(Service());

        await From(server, role: "auditor").GetAccessKeyAsync(Token);

        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(403)]
    [InlineData(405)]
    public async Task Without_a_token_version_1_is_used(int status)
    {
        await using LoopbackServer server = new(Service(tokenStatus: status));

        EnsAccessKey key = await From(server).GetAccessKeyAsync(Token);

        Assert.Equal("STS.id", key.AccessKeyId);
        Assert.All(server.Requests, request => Assert.Null(request.Header("X-aliyun-ecs-metadata-token")));
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(null, "true")]
    public async Task Version_1_can_be_switched_off(bool? allowed, string? variable)
    {
        _surroundings.Set("ALIBABA_CLOUD_IMDSV1_DISABLED", variable);
        await using LoopbackServer server = new(Service(tokenStatus: 404));

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await From(server, allowVersion1: allowed).GetAccessKeyAsync(Token));

        Assert.Equal("The RAM role of the ECS instance gave no access key: the metadata service gave no token (HTTP 404), and version 1 is switched off.", exception.Message);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(404, "not found")]
    [InlineData(200, "")]
    [InlineData(200, "\n")]
    public async Task An_instance_without_a_role_says_so(int status, string body)
    {
        await using LoopbackServer server = new((stream, request, token) => request.RequestLine.StartsWith("PUT", StringComparison.Ordinal)
            ? LoopbackServer.WriteAsync(stream, "TOKEN", 200, "", token)
            : LoopbackServer.WriteAsync(stream, body, status, "", token));

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await From(server).GetAccessKeyAsync(Token));

        Assert.Equal(("The RAM role of the ECS instance gave no access key: no RAM role is attached to the instance.", true), (exception.Message, exception.IsUnconfigured));
    }

    [Theory]
    [InlineData("""{"Code":"Failed"}""", "the answer has the code 'Failed' instead of an access key")]
    [InlineData("<html>hunter2</html>", "the answer is not a JSON object with an access key")]
    [InlineData("[]", "the answer is not a JSON object with an access key")]
    [InlineData("""{"AccessKeyId":["id"],"AccessKeySecret":"hunter2"}""", "the member AccessKeyId of the answer is not a text")]
    [InlineData("""{"Code":"Success","AccessKeySecret":"hunter2"}""", "the access key in the answer has no AccessKeyId")]
    [InlineData("""{"AccessKeyId":"id","AccessKeySecret":"hunter2\n"}""", "the access key in the answer cannot be used: The value contains a space")]
    [InlineData("""{"AccessKeyId":"id","AccessKeySecret":"hunter2","Expiration":"hunter4"}""", "the expiration of the access key is not a time")]
    [InlineData("", "the answer is not a JSON object with an access key")]
    public async Task A_wrong_answer_is_an_error_without_the_answer(string answer, string message)
    {
        await using LoopbackServer server = new(Service(answer));

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await From(server, "auditor").GetAccessKeyAsync(Token));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter", exception.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../../../evil")]
    [InlineData("a\nb")]
    [InlineData("http://evil.example/")]
    public async Task A_role_name_that_leads_elsewhere_is_refused(string role)
    {
        await using LoopbackServer server = new((stream, request, token) =>
            LoopbackServer.WriteAsync(stream, request.RequestLine.StartsWith("PUT", StringComparison.Ordinal) ? "TOKEN" : role, 200, "", token));

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await From(server).GetAccessKeyAsync(Token));

        Assert.Contains("something that is not the name of a role", exception.Message, StringComparison.Ordinal);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using LoopbackServer elsewhere = new(Service());
        await using LoopbackServer server = new((stream, request, token) =>
            request.RequestLine.StartsWith("PUT", StringComparison.Ordinal)
                ? LoopbackServer.WriteAsync(stream, "TOKEN", 200, "", token)
                : LoopbackServer.WriteAsync(stream, "", 302, $"Location: {elsewhere.Address}\r\n", token));

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await From(server).GetAccessKeyAsync(Token));

        Assert.Contains("HTTP status 302", exception.Message, StringComparison.Ordinal);
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task An_endless_answer_is_left_after_64_KB()
    {
        await using LoopbackServer server = new(async (stream, request, token) =>
        {
            if (request.RequestLine.StartsWith("PUT", StringComparison.Ordinal))
            {
                await LoopbackServer.WriteAsync(stream, "TOKEN", 200, "", token);
                return;
            }

            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n"u8.ToArray(), token);
            byte[] chunk = new byte[8192];
            while (true)
            {
                await stream.WriteAsync(chunk, token);
            }
        });

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await From(server).GetAccessKeyAsync(Token));

        Assert.Contains("the answer is longer than 64 KB", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_never_answers_is_given_up()
    {
        FakeTimeProvider time = new();
        await using LoopbackServer server = new((_, _, token) => Task.Delay(Timeout.Infinite, token));
        Task<EnsAccessKey> waiting = From(server, time: time).GetAccessKeyAsync(Token).AsTask();
        await LimitsAsync(server, time, 2, TimeSpan.FromSeconds(5));

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(() => waiting);

        Assert.Contains("does not answer. There was no complete answer within 5 s.", exception.Message, StringComparison.Ordinal);
        Assert.True(exception.IsTransient);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("")]
    public void A_role_that_cannot_be_one_is_refused_at_once(string role) => Assert.Throws<ArgumentException>("roleName", () => EnsCredentials.FromEcsRole(role));

    private static EnsCredentials From(LoopbackServer server, string? role = null, bool? allowVersion1 = null, TimeProvider? time = null) =>
        EnsCredentials.FromEcsRole(role, allowVersion1, new Detour(server.Address), time);

    private static Respond Service(string key = Key, int tokenStatus = 200) => (stream, request, token) => request.RequestLine.Split(' ') switch
    {
        ["PUT", "/latest/api/token", _] => LoopbackServer.WriteAsync(stream, "TOKEN", tokenStatus, "", token),
        ["GET", Roles, _] => LoopbackServer.WriteAsync(stream, "auditor\n", 200, "", token),
        ["GET", Roles + "auditor", _] => LoopbackServer.WriteAsync(stream, key, 200, "", token),
        _ => LoopbackServer.WriteAsync(stream, "", 404, "", token),
    };

    /// <summary>Lets a number of requests arrive and then run into their limit.</summary>
    private static async Task LimitsAsync(LoopbackServer server, FakeTimeProvider time, int requests, TimeSpan limit)
    {
        for (int i = 1; i <= requests; i++)
        {
            while (server.Requests.Count < i)
            {
                await Task.Yield();
            }

            time.Advance(limit);
        }
    }
}
