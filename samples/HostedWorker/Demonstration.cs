using Ens.ImageSharing;
using Ens.ImageSharing.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace HostedWorker;

/// <summary>The first look, without an account. Leave this file out of a copy.</summary>
internal static class Demonstration
{
    public static async Task UseEmulatorWithoutKeyAsync(IHostApplicationBuilder builder, IHttpClientBuilder client)
    {
        if (await HasKeyAsync(builder.Configuration))
        {
            return;
        }

        Console.WriteLine("No access key is configured and no endpoint is named, so the built-in emulator answers.");
        EnsEmulator emulator = new();
        emulator.Share("m-demo-golden", "1515285520000000", "1515285520000001");
        emulator.Share("m-demo-leaked", "1515285520000001", "1515285520000002");
        emulator.Faults.Succeed().Throttle(TimeSpan.FromMilliseconds(100));
        builder.Services.AddSingleton(emulator.Credentials);
        client.ConfigurePrimaryHttpMessageHandler(() => emulator);
    }

    private static async Task<bool> HasKeyAsync(IConfiguration configuration)
    {
        // Made-up accounts are for the first look only: with an endpoint or a key, the service answers, or there is an error.
        if (configuration.GetSection("Ens:Credentials").Exists() || configuration["Ens:Endpoint"] is not null)
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
}
