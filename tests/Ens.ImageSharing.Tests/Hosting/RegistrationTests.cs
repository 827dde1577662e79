using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Ens.ImageSharing.Tests.Hosting;

/// <summary>The client in a container: registered with one line, several times, by key, and with options from anywhere.</summary>
public class RegistrationTests
{
    private static readonly Uri Endpoint = new("https://ens.emulator.invalid");

    private readonly EnsEmulator _emulator = Emulated.With(accounts: 250);

    [Fact]
    public async Task One_line_gives_a_client()
    {
        ServiceCollection services = new();
        services.AddSingleton(_emulator.Credentials);
        services.AddEnsClient(options => options.Endpoint = Endpoint).ConfigurePrimaryHttpMessageHandler(() => _emulator);
        await using ServiceProvider provider = Build(services);

        EnsClient client = provider.GetRequiredService<EnsClient>();

        Assert.Equal(250, (await Emulated.ToListAsync(client.ListSharedAccountsAsync(Emulated.Image), TestContext.Current.CancellationToken)).Count);
        Assert.Same(client, provider.GetRequiredService<EnsClient>());
    }

    [Fact]
    public async Task Without_options_the_client_uses_the_endpoint_of_the_mainland()
    {
        ServiceCollection services = new();
        services.AddEnsClient();
        await using ServiceProvider provider = Build(services);

        Assert.Equal("https://ens.aliyuncs.com/", provider.GetRequiredService<EnsClient>().Endpoint.AbsoluteUri);
    }

    [Fact]
    public async Task Registering_twice_gives_one_client_that_signs_once_and_has_the_options_of_both()
    {
        CountingCredentials credentials = new(_emulator.Credentials);
        ServiceCollection services = new();
        services.AddSingleton<EnsCredentials>(credentials);
        services.AddEnsClient(options =>
        {
            options.Endpoint = new Uri("https://elsewhere.example");
            options.SignatureVersion = EnsSignatureVersion.RoaHmacSha1;
        });
        services.AddEnsClient(options => options.Endpoint = Endpoint).ConfigurePrimaryHttpMessageHandler(() => _emulator);
        await using ServiceProvider provider = Build(services);

        await Assert.Single(provider.GetServices<EnsClient>()).DescribeImageSharePermissionAsync(Emulated.Image);

        Assert.Equal(1, credentials.Asked);
        Assert.StartsWith("acs ", Assert.Single(_emulator.Requests).Header("Authorization"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_sections_the_later_one_counts()
    {
        _emulator.AddAccessKey("later", "secret");
        ServiceCollection services = new();
        services.AddEnsClient(Section("https://elsewhere.example", "earlier", maxRetries: 7));
        services.AddEnsClient(Section("https://ens.emulator.invalid", "later")).ConfigurePrimaryHttpMessageHandler(() => _emulator);
        await using ServiceProvider provider = Build(services);

        await provider.GetRequiredService<EnsClient>().DescribeImageSharePermissionAsync(Emulated.Image);

        Assert.Equal("later", Assert.Single(_emulator.Requests).AccessKeyId);
        Assert.Equal(7, provider.GetRequiredService<IOptions<EnsClientOptions>>().Value.MaxRetries);
    }

    [Fact]
    public async Task Options_that_are_configured_elsewhere_apply_to_the_client()
    {
        ServiceCollection services = new();
        services.AddSingleton(_emulator.Credentials);
        services.Configure<EnsClientOptions>(options => options.ApplicationId = "before/1");
        services.AddEnsClient(options => options.Endpoint = new Uri("https://elsewhere.example")).ConfigurePrimaryHttpMessageHandler(() => _emulator);
        services.Configure<EnsClientOptions>(options => options.Endpoint = Endpoint);
        services.PostConfigure<EnsClientOptions>(options => options.SignatureVersion = EnsSignatureVersion.RoaHmacSha1);
        await using ServiceProvider provider = Build(services);
        EnsClient client = provider.GetRequiredService<EnsClient>();

        await client.DescribeImageSharePermissionAsync(Emulated.Image);

        EnsEmulatorRequest request = Assert.Single(_emulator.Requests);
        Assert.Equal(Endpoint, client.Endpoint);
        Assert.StartsWith("acs ", request.Header("Authorization"), StringComparison.Ordinal);
        Assert.Contains("before/1", request.Header("User-Agent"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_comes_after_the_section()
    {
        ServiceCollection services = new();
        services.AddEnsClient(Section("https://elsewhere.example", "id", maxRetries: 7), options => options.Endpoint = Endpoint);
        services.AddKeyedEnsClient("k", Section("https://elsewhere.example", "id", maxRetries: 8), options => options.Endpoint = Endpoint);
        await using ServiceProvider provider = Build(services);

        Assert.Equal(Endpoint, provider.GetRequiredService<EnsClient>().Endpoint);
        Assert.Equal(Endpoint, provider.GetRequiredKeyedService<EnsClient>("k").Endpoint);
        Assert.Equal(7, provider.GetRequiredService<IOptions<EnsClientOptions>>().Value.MaxRetries);
    }

    [Fact]
    public async Task Two_keyed_clients_share_nothing()
    {
        EnsEmulator other = new();
        other.AddAccessKey("other", "secret");
        other.Share(Emulated.Image, "9");
        ServiceCollection services = new();
        services.AddKeyedSingleton("one", _emulator.Credentials);
        services.AddKeyedSingleton("two", EnsCredentials.FromAccessKey("other", "secret"));
        services.AddKeyedEnsClient("one", options => options.Endpoint = Endpoint).ConfigurePrimaryHttpMessageHandler(() => _emulator);
        services.AddKeyedEnsClient("two", options =>
        {
            options.Endpoint = Endpoint;
            options.SignatureVersion = EnsSignatureVersion.RpcHmacSha1;
        }).ConfigurePrimaryHttpMessageHandler(() => other);
        await using ServiceProvider provider = Build(services);

        Assert.Equal(250, (await provider.GetRequiredKeyedService<EnsClient>("one").DescribeImageSharePermissionAsync(new(Emulated.Image))).TotalCount);
        Assert.Equal(1, (await provider.GetRequiredKeyedService<EnsClient>("two").DescribeImageSharePermissionAsync(new(Emulated.Image))).TotalCount);
        Assert.Null(provider.GetService<EnsClient>());
    }

    [Fact]
    public async Task A_keyed_client_has_options_of_its_own()
    {
        ServiceCollection services = new();
        services.AddEnsClient();
        services.AddKeyedEnsClient("k", _ => { });
        services.Configure<EnsClientOptions>(options => options.RegionId = "ap-southeast-1");
        await using ServiceProvider provider = Build(services);

        Assert.Equal("ens.ap-southeast-1.aliyuncs.com", provider.GetRequiredService<EnsClient>().Endpoint.Host);
        Assert.Equal("ens.aliyuncs.com", provider.GetRequiredKeyedService<EnsClient>("k").Endpoint.Host);
    }

    [Fact]
    public void Nothing_can_be_null()
    {
        ServiceCollection services = new();
        Assert.Throws<ArgumentNullException>(() => services.AddEnsClient((Action<EnsClientOptions>)null!));
        Assert.Throws<ArgumentNullException>(() => services.AddEnsClient((IConfiguration)null!));
        Assert.Throws<ArgumentException>(() => services.AddKeyedEnsClient(" ", _ => { }));
        Assert.Throws<ArgumentNullException>(() => services.AddKeyedEnsClient("k", (IConfiguration)null!));
        Assert.Throws<ArgumentNullException>(() => ((IServiceCollection)null!).AddEnsClient());
    }

    private static ServiceProvider Build(IServiceCollection services) =>
        services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });

    private static IConfiguration Section(string endpoint, string accessKeyId, int? maxRetries = null) => new ConfigurationBuilder().AddInMemoryCollection(
    [
        new("Endpoint", endpoint),
        new("Credentials:AccessKeyId", accessKeyId),
        new("Credentials:AccessKeySecret", "secret"),
        .. maxRetries is null ? [] : new KeyValuePair<string, string?>[] { new("MaxRetries", $"{maxRetries}") },
    ]).Build();

    private sealed class CountingCredentials(EnsCredentials inner) : EnsCredentials
    {
        public int Asked { get; private set; }

        public override ValueTask<EnsAccessKey> GetAccessKeyAsync(CancellationToken cancellationToken)
        {
            Asked++;
            return inner.GetAccessKeyAsync(cancellationToken);
        }
    }
}
