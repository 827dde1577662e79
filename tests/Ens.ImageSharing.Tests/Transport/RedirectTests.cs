using Ens.ImageSharing.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace Ens.ImageSharing.Tests.Transport;

/// <summary>A redirect is never followed, whoever brings the transport: the other host would get the session token.</summary>
public class RedirectTests
{
    private const string Page = """{"TotalCount":1,"Accounts":{"Account":[{"AliyunUid":"7"}]}}""";

    private static readonly EnsCredentials Credentials = EnsCredentials.FromAccessKey("STS.id", "secret", "token");

    public static TheoryData<string> Transports => ["none", "sockets", "client", "wrapped", "host"];

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Another_host_gets_nothing(string transport)
    {
        await using LoopbackServer other = new(LoopbackServer.Answer(Page));
        await using LoopbackServer server = new(LoopbackServer.Answer("", 302, $"Location: {other.Address}\r\n"));

        EnsException exception = await Assert.ThrowsAsync<EnsException>(
            () => Client(transport, server.Address).DescribeImageSharePermissionAsync("m", TestContext.Current.CancellationToken));

        Assert.Empty(other.Requests);
        Assert.Equal(302, (int?)exception.StatusCode);
        Assert.StartsWith("The service responded with a redirect, which is never followed.", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task No_kind_of_redirect_is_followed(int status)
    {
        await using LoopbackServer other = new(LoopbackServer.Answer(Page));
        await using LoopbackServer server = new(LoopbackServer.Answer("", status, $"Location: {other.Address}\r\n"));

        await Assert.ThrowsAsync<EnsException>(() => Client("none", server.Address).DescribeImageSharePermissionAsync("m"));

        Assert.Empty(other.Requests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_transport_that_follows_redirects_and_is_in_use_already_is_refused(bool clientHandler)
    {
        await using LoopbackServer server = new(LoopbackServer.Answer(Page));
        using HttpMessageHandler transport = clientHandler ? new HttpClientHandler() : new SocketsHttpHandler();
        using HttpClient user = new(transport);
        using HttpResponseMessage used = await user.GetAsync(server.Address);

        ArgumentException exception = Assert.Throws<ArgumentException>(
            () => new EnsClient(Credentials, new EnsClientOptions { Endpoint = server.Address }, transport));

        Assert.Equal("transport", exception.ParamName);
        Assert.Contains("Set its AllowAutoRedirect to false", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_transport_that_follows_no_redirects_may_be_in_use_already()
    {
        await using LoopbackServer server = new(LoopbackServer.Answer(Page));
        using SocketsHttpHandler transport = new() { AllowAutoRedirect = false };
        using HttpClient user = new(transport);
        using HttpResponseMessage used = await user.GetAsync(server.Address);

        EnsClient client = new(Credentials, new EnsClientOptions { Endpoint = server.Address }, transport);

        Assert.Single((await client.DescribeImageSharePermissionAsync("m")).Accounts);
    }

    private static EnsClient Client(string transport, Uri endpoint)
    {
        EnsClientOptions options = new() { Endpoint = endpoint, MaxRetries = 0 };
        if (transport != "host")
        {
            return new EnsClient(Credentials, options, transport switch
            {
                "sockets" => new SocketsHttpHandler(),
                "client" => new HttpClientHandler(),
                "wrapped" => new Passing { InnerHandler = new Passing { InnerHandler = new SocketsHttpHandler() } },
                _ => null,
            });
        }

        ServiceCollection services = new();
        services.AddSingleton(Credentials);
        services.AddEnsClient(target => target.Endpoint = endpoint).ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler());
        return services.BuildServiceProvider().GetRequiredService<EnsClient>();
    }

    private sealed class Passing : DelegatingHandler;
}
