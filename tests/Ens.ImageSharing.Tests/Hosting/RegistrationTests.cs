using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;

namespace Ens.ImageSharing.Tests.Hosting;

/// <summary>The client in a host: one line to register, checked at the start, signed below whatever the host adds.</summary>
public class RegistrationTests
{
    private static readonly Uri Endpoint = new("https://ens.emulator.invalid");

    private readonly EnsEmulator _emulator = Emulated.With(accounts: 250);

    public static TheoryData<bool> Sides => [true, false];

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
    public async Task Without_options_the_client_asks_the_mainland()
    {
        await using ServiceProvider provider = Build(new ServiceCollection().Also(services => services.AddEnsClient()));

        Assert.Equal("https://ens.aliyuncs.com/", provider.GetRequiredService<EnsClient>().Endpoint.AbsoluteUri);
    }

    [Theory]
    [MemberData(nameof(Sides))]
    public async Task A_retry_on_every_client_of_the_host_sends_valid_signatures_with_distinct_nonces(bool before)
    {
        ServiceCollection services = new();
        void AddDefaults() => services.ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler(() => new Repeat(4)));
        if (before)
        {
            AddDefaults();
        }

        services.AddSingleton(_emulator.Credentials);
        services.AddEnsClient(options => options.Endpoint = Endpoint).ConfigurePrimaryHttpMessageHandler(() => _emulator).AddHttpMessageHandler(() => new Repeat(4));
        if (!before)
        {
            AddDefaults();
        }

        await using ServiceProvider provider = Build(services);

        await provider.GetRequiredService<EnsClient>().DescribeImageSharePermissionAsync(new(Emulated.Image));

        Assert.Equal(16, _emulator.Requests.Count);
        Assert.All(_emulator.Requests, request => Assert.Equal(200, request.StatusCode));
        Assert.Equal(16, _emulator.Requests.Select(request => request.Nonce).Distinct().Count());
    }

    [Fact]
    public async Task Registering_twice_signs_once()
    {
        ServiceCollection services = new();
        services.AddSingleton(_emulator.Credentials);
        services.AddEnsClient(options => options.Endpoint = new Uri("https://elsewhere.example"));
        services.AddEnsClient(options => options.Endpoint = Endpoint).ConfigurePrimaryHttpMessageHandler(() => _emulator);
        int asked = 0;
        services.AddSingleton<EnsCredentials>(new Counting(_emulator.Credentials, () => asked++));
        await using ServiceProvider provider = Build(services);

        await provider.GetRequiredService<EnsClient>().DescribeImageSharePermissionAsync(new(Emulated.Image));

        Assert.Equal((1, 1), (asked, _emulator.Requests.Count));
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
    public async Task A_section_sets_options_and_key()
    {
        _emulator.AddAccessKey("section", "secret", "token");
        IConfiguration section = Section(new()
        {
            ["Endpoint"] = "https://ens.emulator.invalid",
            ["signatureversion"] = "RoaHmacSha1",
            ["PagesInFlight"] = "4",
            ["Timeout"] = "00:01:30",
            ["MaxResponseBytes"] = "2048",
            ["Credentials:AccessKeyId"] = "section",
            ["Credentials:AccessKeySecret"] = "secret",
            ["Credentials:SecurityToken"] = "token",
        });
        ServiceCollection services = new();
        services.AddEnsClient(section).ConfigurePrimaryHttpMessageHandler(() => _emulator);
        await using ServiceProvider provider = Build(services);

        await provider.GetRequiredService<EnsClient>().DescribeImageSharePermissionAsync(new(Emulated.Image));

        Assert.StartsWith("acs section:", Assert.Single(_emulator.Requests).Header("Authorization"), StringComparison.Ordinal);
        EnsClientOptions options = provider.GetRequiredService<IOptionsMonitor<EnsClientOptions>>().Get("Ens.ImageSharing");
        Assert.Equal((4, TimeSpan.FromSeconds(90), 2048), (options.PagesInFlight, options.Timeout, options.MaxResponseBytes));
    }

    [Fact]
    public async Task Registered_credentials_come_before_those_of_the_section()
    {
        ServiceCollection services = new();
        services.AddSingleton(_emulator.Credentials);
        services.AddKeyedEnsClient("k", Section(new() { ["Endpoint"] = "https://ens.emulator.invalid", ["Credentials:AccessKeyId"] = "a", ["Credentials:AccessKeySecret"] = "b" })).ConfigurePrimaryHttpMessageHandler(() => _emulator);
        await using ServiceProvider provider = Build(services);

        await provider.GetRequiredKeyedService<EnsClient>("k").DescribeImageSharePermissionAsync(new(Emulated.Image));

        Assert.Equal("EmulatorAccessKeyId", _emulator.Requests[0].AccessKeyId);
    }

    [Theory]
    [InlineData("MaxRetrys", "3", "Ens:MaxRetrys is not a known key")]
    [InlineData("Credentials:Secret", "hunter2", "Ens:Credentials:Secret is not a known key")]
    [InlineData("Credentials:AccessKeyId", "hunter2", "Ens:Credentials needs both AccessKeyId and AccessKeySecret")]
    [InlineData("MaxRetries", "101", "MaxRetries must be from 0 to 100")]
    [InlineData("Endpoint", "http://example.invalid", "must use https")]
    [InlineData("RegionId", "mars-1", "RegionId must be a known region")]
    public async Task A_mistake_in_the_section_keeps_the_host_from_starting(string key, string value, string message)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddEnsClient(Section(new() { [key] = value }));
        using IHost host = builder.Build();

        OptionsValidationException exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", exception.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(EnsSignatureVersion.Acs3HmacSha256)]
    [InlineData(EnsSignatureVersion.RpcHmacSha1)]
    [InlineData(EnsSignatureVersion.RoaHmacSha1)]
    public async Task The_factorys_own_logging_sees_neither_signature_nor_token(EnsSignatureVersion version)
    {
        FakeLogCollector logs = new();
        _emulator.AddAccessKey("id", "hunter2", "hunter3");
        ServiceCollection services = new();
        services.AddSingleton(EnsCredentials.FromAccessKey("id", "hunter2", "hunter3"));
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new FakeLoggerProvider(logs)));
        services.AddEnsClient(options =>
        {
            options.Endpoint = Endpoint;
            options.SignatureVersion = version;
        }).ConfigurePrimaryHttpMessageHandler(() => _emulator).RedactLoggedHeaders(_ => false);
        await using ServiceProvider provider = Build(services);

        await provider.GetRequiredService<EnsClient>().DescribeImageSharePermissionAsync(new(Emulated.Image));

        string text = string.Join("\n", logs.GetSnapshot().Select(record => record.Message + string.Join(",", record.StructuredState ?? [])));
        Assert.Contains("Ens.ImageSharing.EnsClient", string.Join(",", logs.GetSnapshot().Select(record => record.Category)), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Signature=", text, StringComparison.Ordinal);
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

    private static IConfiguration Section(Dictionary<string, string?> values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values.ToDictionary(value => "Ens:" + value.Key, value => value.Value)).Build().GetSection("Ens");

    private sealed class Counting(EnsCredentials inner, Action count) : EnsCredentials
    {
        public override ValueTask<EnsAccessKey> GetAccessKeyAsync(CancellationToken cancellationToken)
        {
            count();
            return inner.GetAccessKeyAsync(cancellationToken);
        }
    }

    private sealed class Repeat(int times) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            for (int i = 1; i < times; i++)
            {
                using HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            }

            return await base.SendAsync(request, cancellationToken);
        }
    }
}

internal static class ServiceCollectionExtensions
{
    public static IServiceCollection Also(this IServiceCollection services, Action<IServiceCollection> register)
    {
        register(services);
        return services;
    }
}
