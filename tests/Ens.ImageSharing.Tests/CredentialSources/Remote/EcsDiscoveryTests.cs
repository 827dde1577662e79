using System.Net;
using Ens.ImageSharing.Tests.Calls;
using Ens.ImageSharing.Tests.Servers;
using Microsoft.Extensions.Time.Testing;

namespace Ens.ImageSharing.Tests.CredentialSources;

/// <summary>The search for a metadata service where there may be none, and what happens when the service fails.</summary>
[Collection("alone")]
public sealed class EcsDiscoveryTests : IDisposable
{
    private const string Key = """{"Code":"Success","AccessKeyId":"STS.id","AccessKeySecret":"s","SecurityToken":"t","Expiration":"2030-01-01T00:00:00Z"}""";

    private readonly Surroundings _surroundings = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public EcsDiscoveryTests() => _surroundings.Set(("ECS_METADATA_DISABLED", null));

    public void Dispose() => _surroundings.Dispose();

    [Fact]
    public async Task A_search_takes_a_second_at_most_and_is_not_repeated_at_once()
    {
        await using LoopbackServer server = new((_, _, token) => Task.Delay(Timeout.Infinite, token));
        using Detour transport = new(server.Address);
        EnsCredentials chain = Surroundings.Default(transport, _time);
        DateTimeOffset begin = _time.GetUtcNow();
        Task<EnsAccessKey> waiting = chain.GetAccessKeyAsync(Token).AsTask();
        for (int i = 1; i <= 2; i++)
        {
            while (server.Requests.Count < i)
            {
                await Task.Yield();
            }

            _time.Advance(TimeSpan.FromSeconds(0.5));
        }

        EnsAuthenticationException first = await Assert.ThrowsAsync<EnsAuthenticationException>(() => waiting);
        TimeSpan taken = _time.GetUtcNow() - begin;
        EnsAuthenticationException second = await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await chain.GetAccessKeyAsync(Token));

        Assert.Equal((TimeSpan.FromSeconds(1), 2), (taken, server.Requests.Count));
        Assert.True(first.IsUnconfigured && second.IsUnconfigured);
        Assert.Contains("The metadata service does not answer. This may not be an ECS instance.", second.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_starts_late_is_found()
    {
        bool isUp = false;
        EnsCredentials chain = Surroundings.Default(Service(() => isUp ? null : throw new HttpRequestException("Connection refused")), _time);
        Assert.True((await FailureAsync(chain)).IsUnconfigured);

        isUp = true;
        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal("STS.id", (await chain.GetAccessKeyAsync(Token)).AccessKeyId);
    }

    [Fact]
    public async Task A_service_that_has_answered_and_fails_is_an_error()
    {
        _surroundings.Set(("CREDENTIALS_URI", "http://127.0.0.1/uri"));
        EnsCredentials chain = Surroundings.Default(Service(() => new HttpResponseMessage(HttpStatusCode.Forbidden)), _time);

        EnsAuthenticationException exception = await FailureAsync(chain);

        Assert.Contains("the metadata service answered with the HTTP status 403", exception.Message, StringComparison.Ordinal);
        Assert.False(exception.IsUnconfigured);
    }

    [Fact]
    public async Task A_role_that_is_named_is_expected_to_be_there()
    {
        _surroundings.Set(("ECS_METADATA", "auditor"), ("CREDENTIALS_URI", "http://127.0.0.1/uri"));
        SkippingTime time = new(new EnsClientOptions(), TimeSpan.FromSeconds(5));

        EnsAuthenticationException exception =
            await FailureAsync(Surroundings.Default(Service(() => throw new HttpRequestException("Connection refused")), time));

        Assert.StartsWith(
            "The RAM role auditor of the ECS instance gave no access key: the metadata service does not answer.", exception.Message, StringComparison.Ordinal);
        Assert.False(exception.IsUnconfigured);
    }

    [Fact]
    public async Task An_instance_without_a_role_is_passed_over()
    {
        _surroundings.Set(("CREDENTIALS_URI", "http://127.0.0.1/uri"));
        EnsCredentials chain = Surroundings.Default(Service(() => new HttpResponseMessage(HttpStatusCode.NotFound)), _time);

        Assert.Equal("uri", (await chain.GetAccessKeyAsync(Token)).AccessKeyId);
    }

    [Theory]
    [InlineData(503)]
    [InlineData(0)]
    public async Task One_failure_of_the_service_is_tried_again(int status)
    {
        HashSet<string> failed = [];
        using Answering service = new(request => failed.Add(request.RequestUri!.AbsolutePath)
            ? status == 0 ? throw new HttpRequestException("Connection reset") : new HttpResponseMessage((HttpStatusCode)status)
            : Answer(request));

        Assert.Equal("STS.id", (await EnsCredentials.FromEcsRole(transport: service, timeProvider: _time).GetAccessKeyAsync(Token)).AccessKeyId);
        Assert.Equal(6, service.Requests.Count);
    }

    [Fact]
    public async Task A_service_that_keeps_failing_is_a_transient_error()
    {
        using Answering service = new(request => request.Method == HttpMethod.Put ? Answer(request) : new HttpResponseMessage(HttpStatusCode.BadGateway));

        EnsAuthenticationException exception = await FailureAsync(EnsCredentials.FromEcsRole(transport: service));

        Assert.Equal((true, 4), (exception.IsTransient, service.Requests.Count));
    }

    private static HttpResponseMessage Answer(HttpRequestMessage request) => Answering.Json(request.RequestUri!.AbsolutePath switch
    {
        "/latest/api/token" => "TOKEN",
        "/latest/meta-data/ram/security-credentials/" => "auditor",
        "/uri" => Key.Replace("STS.id", "uri", StringComparison.Ordinal),
        _ => Key,
    });

    /// <summary>A service where all but the token and the URI of keys is the test's.</summary>
    private static Answering Service(Func<HttpResponseMessage?> answer) => new(request => request.RequestUri!.Host == "127.0.0.1" ? Answer(request) : answer() ?? Answer(request));

    private static async Task<EnsAuthenticationException> FailureAsync(EnsCredentials credentials) =>
        await Assert.ThrowsAsync<EnsAuthenticationException>(async () => await credentials.GetAccessKeyAsync(Token));
}
