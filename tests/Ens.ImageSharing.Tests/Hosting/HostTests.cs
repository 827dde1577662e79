using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Polly;
using RichardSzalay.MockHttp;

namespace Ens.ImageSharing.Tests.Hosting;

/// <summary>Whole hosts, as applications build them.</summary>
public class HostTests
{
    private readonly EnsEmulator _emulator = Emulated.With(accounts: 250);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Under_the_standard_resilience_handler_of_every_client_each_of_16_passes_is_valid(bool before)
    {
        ServiceCollection services = new();
        void AddDefaults() => services.ConfigureHttpClientDefaults(client => client.AddStandardResilienceHandler(standard =>
        {
            standard.Retry.Delay = TimeSpan.Zero;
            standard.Retry.BackoffType = DelayBackoffType.Constant;
        }));
        if (before)
        {
            AddDefaults();
        }

        services.AddSingleton(_emulator.Credentials);
        services.AddEnsClient(options =>
        {
            options.Endpoint = _emulator.Options.Endpoint;
            options.RetryDelay = TimeSpan.Zero;
        }).ConfigurePrimaryHttpMessageHandler(() => new Late503(_emulator));
        if (!before)
        {
            AddDefaults();
        }

        await using ServiceProvider provider = services.BuildServiceProvider();
        await Assert.ThrowsAsync<EnsServerException>(() => provider.GetRequiredService<EnsClient>().DescribeImageSharePermissionAsync(new(Emulated.Image), Token));

        Assert.Equal(16, _emulator.Requests.Count);
        Assert.All(_emulator.Requests, request => Assert.Equal(200, request.StatusCode));
        Assert.Equal(16, _emulator.Requests.Select(request => request.Nonce).Distinct().Count());
    }

    [Fact]
    public async Task A_worker_with_every_validation_runs()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.ConfigureContainer(new DefaultServiceProviderFactory(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true }));
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Ens:Endpoint"] = "https://ens.emulator.invalid", ["Ens:PagesInFlight"] = "4" });
        builder.Services.AddSingleton(_emulator.Credentials);
        builder.Services.AddEnsClient(builder.Configuration.GetSection("Ens")).ConfigurePrimaryHttpMessageHandler(() => _emulator);
        builder.Services.AddSingleton<Audit>().AddHostedService(provider => provider.GetRequiredService<Audit>());
        using IHost host = builder.Build();
        Audit audit = host.Services.GetRequiredService<Audit>();

        await host.RunAsync(Token);

        Assert.Equal(250, audit.Accounts);
    }

    [Fact]
    public async Task A_web_application_with_every_validation_answers()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0").UseDefaultServiceProvider(options => options.ValidateOnBuild = options.ValidateScopes = true);
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(_emulator.Credentials);
        builder.Services.AddEnsClient(options => options.Endpoint = _emulator.Options.Endpoint).ConfigurePrimaryHttpMessageHandler(() => _emulator);
        await using WebApplication application = builder.Build();
        application.MapGet("/shared/{account}", async (HttpContext context) =>
        {
            bool shared = await context.RequestServices.GetRequiredService<EnsClient>().IsSharedWithAsync(Emulated.Image, (string)context.Request.RouteValues["account"]!, context.RequestAborted);
            await context.Response.WriteAsync(shared ? "yes" : "no", context.RequestAborted);
        });
        await application.StartAsync(Token);
        using HttpClient http = new() { BaseAddress = new Uri(application.Urls.Single()) };

        Assert.Equal("yes", await http.GetStringAsync("/shared/1515285520000249", Token));
        Assert.Equal("no", await http.GetStringAsync("/shared/1515285520000250", Token));
    }

    [Fact]
    public async Task A_mocked_primary_handler_stands_in_for_the_service_in_a_host()
    {
        using MockHttpMessageHandler mock = new();
        mock.Expect(HttpMethod.Post, "https://ens.aliyuncs.com/").WithQueryString("ImageId", "m-1").WithHeaders("x-acs-version", "2017-11-10")
            .Respond("application/json", """{"TotalCount":1,"Accounts":{"Account":[{"AliyunUid":"7"}]}}""");
        ServiceCollection services = new();
        services.AddSingleton(EnsCredentials.FromAccessKey("id", "secret"));
        services.AddEnsClient().ConfigurePrimaryHttpMessageHandler(() => mock);
        await using ServiceProvider provider = services.BuildServiceProvider();

        Assert.Equal(["7"], (await Emulated.ToListAsync(provider.GetRequiredService<EnsClient>().ListSharedAccountsAsync("m-1"), Token)).Select(account => account.AliyunUid));
        mock.VerifyNoOutstandingExpectation();
    }

    [Fact]
    public async Task A_profile_can_be_named_in_the_section()
    {
        IConfiguration section = new ConfigurationBuilder().AddInMemoryCollection([new("Credentials:Profile", "no-such-profile")]).Build();
        ServiceCollection services = new();
        services.AddEnsClient(section).ConfigurePrimaryHttpMessageHandler(() => _emulator);
        await using ServiceProvider provider = services.BuildServiceProvider();

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(() => provider.GetRequiredService<EnsClient>().DescribeImageSharePermissionAsync(new("m"), Token));

        Assert.StartsWith("The profile 'no-such-profile' is missing.", exception.Message, StringComparison.Ordinal);
        Assert.Empty(_emulator.Requests);
    }

    [Theory]
    [InlineData(" ", null)]
    [InlineData("p", "id")]
    public async Task A_profile_beside_a_key_or_without_a_name_keeps_the_host_from_starting(string profile, string? id)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Ens:Credentials:Profile"] = profile, ["Ens:Credentials:AccessKeyId"] = id, ["Ens:Credentials:AccessKeySecret"] = id });
        builder.Services.AddEnsClient(builder.Configuration.GetSection("Ens"));
        using IHost host = builder.Build();

        OptionsValidationException exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Token));

        Assert.Contains("Ens:Credentials:Profile must be the name of a profile, and alone", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>Lets the emulator judge each pass, and answers with what makes handlers try again.</summary>
    private sealed class Late503(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using HttpResponseMessage judged = await base.SendAsync(request, cancellationToken);
            return new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) { Content = new StringContent("""{"Code":"ServiceUnavailable"}""") };
        }
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1812:Avoid uninstantiated internal classes", Justification = "The container makes it.")]
    private sealed class Audit(EnsClient client, IHostApplicationLifetime lifetime) : BackgroundService
    {
        public int Accounts { get; private set; }

        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await foreach (SharedAccount account in client.ListSharedAccountsAsync(Emulated.Image, stoppingToken))
            {
                Accounts += account.AliyunUid.Length > 0 ? 1 : 0;
            }

            lifetime.StopApplication();
        }
    }
}
