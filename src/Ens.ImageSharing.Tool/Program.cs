using System.Globalization;
using System.Runtime.InteropServices;
using Ens.ImageSharing.Tool.Terminal;

namespace Ens.ImageSharing.Tool;

internal static class Program
{
    public static async Task<int> Main(string[] arguments)
    {
        ClosedStreams.Hold();

        // Messages are English, and figures are written the same way everywhere.
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;

        if (Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 })
        {
            // The runtime writes escape codes to a terminal that it knows, even if only its width is asked for.
            Environment.SetEnvironmentVariable("TERM", "dumb");
        }

        using CancellationTokenSource interruption = new();
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
        return await CommandLine.RunAsync(arguments, ToolHost.OfProcess(), interruption.Token).ConfigureAwait(false);

        // The first signal ends the work in order; a second one ends the process.
        void Interrupt(PosixSignalContext context)
        {
            context.Cancel = !interruption.IsCancellationRequested;
            interruption.Cancel();
        }
    }
}
