using System.Net;
using Ens.ImageSharing.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace Ens.ImageSharing.Tests.Transport;

/// <summary>The system's proxy is used, but never for what stays on this machine.</summary>
[Collection("alone")]
public sealed class ProxyTests : IAsyncLifetime
{
    private const string Page = """{"TotalCount":1,"Accounts":{"Account":[{"AliyunUid":"7"}]}}""";
    private const string Role = """
        {"Credentials":{"AccessKeyId":"STS.id","AccessKeySecret":"s","SecurityToken":"t","Expiration":"2100-01-01T00:00:00Z"}}
        """;

    private static readonly EnsCredentials Key = EnsCredentials.FromAccessKey("id", "secret");

    private readonly IWebProxy _before = HttpClient.DefaultProxy;
    private readonly LoopbackServer _proxy = new(LoopbackServer.Answer("", 503));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        // As the environment variable http_proxy sets it, loopback included.
        HttpClient.DefaultProxy = new WebProxy(_proxy.Address) { BypassProxyOnLocal = false };
        return default;
    }

    public ValueTask DisposeAsync()
    {
        HttpClient.DefaultProxy = _before;
        return _proxy.DisposeAsync();
    }

    [Fact]
    public async Task A_service_elsewhere_is_reached_through_the_proxy()
    {
        EnsClient client = new(Key, new EnsClientOptions { Endpoint = new Uri("https://ens.proxied.invalid"), MaxRetries = 0 });

        await Assert.ThrowsAsync<HttpRequestException>(() => client.DescribeImageSharePermissionAsync("m", Token));

        Assert.Equal("CONNECT ens.proxied.invalid:443 HTTP/1.1", Assert.Single(_proxy.Requests).RequestLine);
    }

    [Fact]
    public async Task A_service_on_this_machine_is_reached_directly()
    {
        await using LoopbackServer server = new(LoopbackServer.Answer(Page));

        await new EnsClient(Key, new EnsClientOptions { Endpoint = server.Address }).DescribeImageSharePermissionAsync("m", Token);

        Assert.Equal((0, 1), (_proxy.Requests.Count, server.Requests.Count));
    }

    [Fact]
    public async Task A_service_on_this_machine_is_reached_directly_by_the_client_of_a_host()
    {
        await using LoopbackServer server = new(LoopbackServer.Answer(Page));
        ServiceCollection services = new();
        services.AddSingleton(Key);
        services.AddEnsClient(options => options.Endpoint = server.Address);
        await using ServiceProvider provider = services.BuildServiceProvider();

        await provider.GetRequiredService<EnsClient>().DescribeImageSharePermissionAsync("m", Token);

        Assert.Equal((0, 1), (_proxy.Requests.Count, server.Requests.Count));
    }

    [Fact]
    public async Task STS_on_this_machine_is_reached_directly()
    {
        await using LoopbackServer server = new(LoopbackServer.Answer(Role));
        EnsCredentials role = EnsCredentials.FromAssumedRole(Key, "acs:ram::1:role/r", options: new EnsRoleOptions { Endpoint = server.Address });

        await role.GetAccessKeyAsync(Token);

        Assert.Equal((0, 1), (_proxy.Requests.Count, server.Requests.Count));
    }
}
