using Ens.ImageSharing;
using Ens.ImageSharing.Governance;
using HostedWorker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

IHost host;
try
{
    host = await BuildAsync(args);
}
catch (Exception exception) when (exception is OptionsValidationException or InvalidOperationException or InvalidDataException or EnsException)
{
    await Console.Error.WriteLineAsync(exception.Message.ReplaceLineEndings(" "));
    return 2;
}

using (host)
{
    await host.RunAsync();
}

return 0;

static async Task<IHost> BuildAsync(string[] args)
{
    HostApplicationBuilder builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
    {
        Args = args,
        ContentRootPath = AppContext.BaseDirectory,
    });
    IServiceCollection services = builder.Services;

    services.AddSingleton(TimeProvider.System);
    IHttpClientBuilder client = services.AddEnsClient(builder.Configuration.GetSection("Ens"));
    await Demonstration.UseEmulatorWithoutKeyAsync(builder, client);

    services.AddOptions<AuditOptions>()
        .Bind(builder.Configuration.GetSection("Audit"), binder => binder.ErrorOnUnknownConfiguration = true)
        .ValidateOnStart();
    services.AddSingleton<IValidateOptions<AuditOptions>, AuditOptionsValidation>();
    services.AddSingleton(provider => new ShareAuditor(
        provider.GetRequiredService<EnsClient>(), timeProvider: provider.GetRequiredService<TimeProvider>()));
    services.AddHostedService<AuditWorker>();

    // A web host serves the check with MapHealthChecks; this one has no port and logs what changes.
    services.AddSingleton<AuditHealthCheck>();
    services.AddHealthChecks().AddCheck<AuditHealthCheck>("audit");
    services.AddSingleton<IHealthCheckPublisher, HealthLog>();
    services.Configure<HealthCheckPublisherOptions>(builder.Configuration.GetSection("Health"));

    builder.AddTelemetry();
    IHost host = builder.Build();
    host.Services.GetRequiredService<IStartupValidator>().Validate();
    return host;
}
