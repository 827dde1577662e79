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
    public async Task The_password_of_the_proxy_is_not_told()
    {
        HttpClient.DefaultProxy = new Proxy(new UriBuilder(_proxy.Address) { UserName = "user", Password = "hunter2" }.Uri);
        EnsClient client = new(Key, new EnsClientOptions { Endpoint = new Uri("https://ens.proxied.invalid"), MaxRetries = 0 });

        HttpRequestException exception = await Assert.ThrowsAsync<HttpRequestException>(() => client.DescribeImageSharePermissionAsync("m", Token));

        Assert.Contains("http://***@127.0.0.1:", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", exception.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_handler_of_the_host_reaches_a_service_on_this_machine_directly(bool isOlder)
    {
        await using LoopbackServer server = new(LoopbackServer.Answer(Page));
        using HttpMessageHandler transport = isOlder ? new HttpClientHandler() : new SocketsHttpHandler();

        await new EnsClient(Key, new EnsClientOptions { Endpoint = server.Address }, transport).DescribeImageSharePermissionAsync("m", Token);

        Assert.Equal((0, 1), (_proxy.Requests.Count, server.Requests.Count));
    }

    [Fact]
    public async Task A_proxy_that_the_host_has_chosen_for_its_handler_stays()
    {
        using SocketsHttpHandler transport = new() { Proxy = HttpClient.DefaultProxy };
        EnsClient client = new(Key, new EnsClientOptions { Endpoint = new Uri("http://127.0.0.1:9"), MaxRetries = 0 }, transport);

        await Assert.ThrowsAsync<EnsServerException>(() => client.DescribeImageSharePermissionAsync("m", Token));

        Assert.Single(_proxy.Requests);
    }

    [Fact]
    public async Task STS_on_this_machine_is_reached_directly()
    {
        await using LoopbackServer server = new(LoopbackServer.Answer(Role));
        EnsCredentials role = EnsCredentials.FromAssumedRole(Key, "acs:ram::1:role/r", options: new EnsRoleOptions { Endpoint = server.Address });

        await role.GetAccessKeyAsync(Token);

        Assert.Equal((0, 1), (_proxy.Requests.Count, server.Requests.Count));
    }

    /// <summary>A proxy as an environment variable names it, with a user and a password.</summary>
    private sealed class Proxy(Uri address) : IWebProxy
    {
        public ICredentials? Credentials { get; set; }

        public Uri GetProxy(Uri destination) => address;

        public bool IsBypassed(Uri host) => false;
    }
}
