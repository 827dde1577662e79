using Autofac;
using Autofac.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection;

namespace Ens.ImageSharing.Tests.Hosting;

/// <summary>Containers other than the platform's.</summary>
public class ContainerTests
{
    /// <summary>This version of Autofac knows no keyed services; registering one fails.</summary>
    [Fact]
    public async Task A_container_without_keyed_services_gives_a_client()
    {
        EnsEmulator emulator = Emulated.With(accounts: 250);
        ServiceCollection services = new();
        services.AddSingleton(emulator.Credentials);
        services.AddEnsClient(options => options.Endpoint = emulator.Options.Endpoint).ConfigurePrimaryHttpMessageHandler(() => emulator);
        ContainerBuilder builder = new();
        builder.Populate(services);
        await using IContainer container = builder.Build();

        EnsClient client = container.Resolve<EnsClient>();

        Assert.Equal(250, (await client.DescribeImageSharePermissionAsync(Emulated.Image, TestContext.Current.CancellationToken)).TotalCount);
        Assert.Same(client, container.Resolve<EnsClient>());
    }
}
