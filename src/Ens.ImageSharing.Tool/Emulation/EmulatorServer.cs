using System.Net;
using Ens.ImageSharing.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Ens.ImageSharing.Tool.Emulation;

/// <summary>The emulator behind a socket of this machine, for any client in any language.</summary>
internal sealed class EmulatorServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly EmulatorEndpoint _endpoint;

    private EmulatorServer(WebApplication application, EmulatorEndpoint endpoint)
    {
        _application = application;
        _endpoint = endpoint;
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_application.Urls.Single());

    /// <summary>Starts to listen on the loopback address.</summary>
    /// <param name="emulator">Answers the requests.</param>
    /// <param name="port">The port; 0 takes a free one.</param>
    /// <param name="delay">How late each answer comes.</param>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<EmulatorServer> StartAsync(EnsEmulator emulator, int port, TimeSpan delay)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        EmulatorServer server = new(builder.Build(), new EmulatorEndpoint(emulator, delay));
        try
        {
            server._application.Run(server._endpoint.AnswerAsync);
            await server._application.StartAsync().ConfigureAwait(false);
            return server;
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Completes when the process is asked to stop.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenRegistration asked = cancellationToken.Register(() => stopped.TrySetResult());
        using CancellationTokenRegistration stopping = _application.Lifetime.ApplicationStopping.Register(() => stopped.TrySetResult());
        await stopped.Task.ConfigureAwait(false);
        await _application.StopAsync(CancellationToken.None).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync().ConfigureAwait(false);
        _endpoint.Dispose();
    }
}
