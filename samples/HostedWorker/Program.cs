using Ens.ImageSharing;
using Ens.ImageSharing.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

HostApplicationBuilder builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppContext.BaseDirectory });

// The client: options and perhaps a key from the configuration, checked when the host starts.
IHttpClientBuilder client = builder.Services.AddEnsClient(builder.Configuration.GetSection("Ens"));
if (!await HasKeyAsync(builder.Configuration))
{
    Console.WriteLine("No access key is configured and no image is named, so the built-in emulator answers.");
    EnsEmulator emulator = new();
    emulator.Share(AuditWorker.DemoImage, [.. Enumerable.Range(0, 250).Select(number => $"{1515285520000000 + number}")]);
    emulator.Faults.Succeed().Throttle(TimeSpan.FromMilliseconds(100));
    builder.Services.AddSingleton(emulator.Credentials);
    client.ConfigurePrimaryHttpMessageHandler(() => emulator);
}

// Two names are all that telemetry needs.
builder.Services.AddOpenTelemetry()
    .WithTracing(tracing => tracing.AddSource("Ens.ImageSharing").AddConsoleExporter())
    .WithMetrics(metrics => metrics.AddMeter("Ens.ImageSharing").AddConsoleExporter());

builder.Services.AddHostedService<AuditWorker>();
IHost host = builder.Build();
await host.RunAsync();
return Environment.ExitCode;

static async Task<bool> HasKeyAsync(ConfigurationManager configuration)
{
    // Made-up accounts are for the first look only: whoever names an image or an endpoint gets an answer of the service, or an error.
    if (configuration.GetSection("Ens:Credentials").Exists() || configuration["Ens:Endpoint"] is not null || configuration["Audit:ImageId"] is not null)
    {
        return true;
    }

    try
    {
        await EnsCredentials.Default.GetAccessKeyAsync(CancellationToken.None);
        return true;
    }
    catch (EnsAuthenticationException exception) when (exception.IsUnconfigured)
    {
        return false;
    }
}

/// <summary>Counts the accounts of one image, and ends the host.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1812:Avoid uninstantiated internal classes", Justification = "The host makes it.")]
internal sealed partial class AuditWorker(EnsClient client, IConfiguration configuration, IHostApplicationLifetime lifetime, ILogger<AuditWorker> logger) : BackgroundService
{
    public const string DemoImage = "m-demo";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        string imageId = configuration["Audit:ImageId"] ?? DemoImage;
        try
        {
            int count = 0;
            await foreach (SharedAccount account in client.ListSharedAccountsAsync(imageId, stoppingToken))
            {
                count += account.AliyunUid.Length > 0 ? 1 : 0;
            }

            Shared(logger, imageId, count);
        }
        catch (Exception exception) when (exception is EnsException or HttpRequestException or TimeoutException)
        {
            Environment.ExitCode = 1;
            Failed(logger, exception, imageId);
        }

        lifetime.StopApplication();
    }

    [LoggerMessage(LogLevel.Information, "{ImageId} is shared with {Count} accounts.")]
    private static partial void Shared(ILogger logger, string imageId, int count);

    [LoggerMessage(LogLevel.Error, "{ImageId} could not be read.")]
    private static partial void Failed(ILogger logger, Exception exception, string imageId);
}
