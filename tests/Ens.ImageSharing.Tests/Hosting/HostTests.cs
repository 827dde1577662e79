using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RichardSzalay.MockHttp;

namespace Ens.ImageSharing.Tests.Hosting;

/// <summary>Whole hosts, as applications build them.</summary>
public class HostTests
{
    private readonly EnsEmulator _emulator = Emulated.With(accounts: 250);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_worker_with_every_validation_runs()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.ConfigureContainer(new DefaultServiceProviderFactory(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true }));
        builder.Configuration.AddInMemoryCollection([new("Ens:Endpoint", "https://ens.emulator.invalid"), new("Ens:PagesInFlight", "4")]);
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
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0")
            .UseDefaultServiceProvider(options => options.ValidateOnBuild = options.ValidateScopes = true);
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(_emulator.Credentials);
        builder.Services.AddEnsClient(options => options.Endpoint = _emulator.Options.Endpoint)
            .ConfigurePrimaryHttpMessageHandler(() => _emulator);
        await using WebApplication application = builder.Build();
        application.MapGet("/shared/{account}", async (HttpContext context) =>
        {
            EnsClient client = context.RequestServices.GetRequiredService<EnsClient>();
            string account = (string)context.Request.RouteValues["account"]!;
            bool shared = await client.IsSharedWithAsync(Emulated.Image, account, context.RequestAborted);
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
        mock.Expect(HttpMethod.Post, "https://ens.aliyuncs.com/")
            .WithQueryString("ImageId", "m-1")
            .WithHeaders("x-acs-version", "2017-11-10")
            .Respond("application/json", """{"TotalCount":1,"Accounts":{"Account":[{"AliyunUid":"7"}]}}""");
        ServiceCollection services = new();
        services.AddSingleton(EnsCredentials.FromAccessKey("id", "secret"));
        services.AddEnsClient().ConfigurePrimaryHttpMessageHandler(() => mock);
        await using ServiceProvider provider = services.BuildServiceProvider();

        EnsClient client = provider.GetRequiredService<EnsClient>();
        Assert.Equal([new SharedAccount("7")], await Emulated.ToListAsync(client.ListSharedAccountsAsync("m-1"), Token));
        mock.VerifyNoOutstandingExpectation();
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
