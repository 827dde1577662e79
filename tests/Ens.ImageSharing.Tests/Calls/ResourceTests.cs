using Ens.ImageSharing.Tests.Servers;

namespace Ens.ImageSharing.Tests.Calls;

/// <summary>What a call leaves behind: nothing.</summary>
[Collection("alone")]
public class ResourceTests
{
    [Fact]
    public async Task Failed_and_cancelled_calls_leave_no_unobserved_exception()
    {
        int unobserved = 0;
        EventHandler<UnobservedTaskExceptionEventArgs> count = (_, arguments) => unobserved += arguments.Exception.ToString().Contains("Ens.ImageSharing.", StringComparison.Ordinal) ? 1 : 0;
        TaskScheduler.UnobservedTaskException += count;

        await FailAndCancelAsync();
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        TaskScheduler.UnobservedTaskException -= count;
        Assert.Equal(0, unobserved);
    }

    [Fact]
    public async Task A_single_threaded_context_does_not_deadlock()
    {
        EnsEmulator emulator = Emulated.With(accounts: 250);
        emulator.Faults.Delay(TimeSpan.FromMilliseconds(1));

        // A context that runs nothing: whoever comes back to it never goes on.
        List<SharedAccount> listed = await Task.Factory.StartNew(
            () =>
            {
                SynchronizationContext.SetSynchronizationContext(new SynchronizationContextThatRunsNothing());
                Task<bool> call = emulator.Client().IsSharedWithAsync(Emulated.Image, "1515285520000001");
                return call.WaitAsync(TimeSpan.FromSeconds(30)).ContinueWith(task => task.Result ? new List<SharedAccount> { new("1") } : [], TaskScheduler.Default);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap();

        Assert.Single(listed);
    }

    private static async Task FailAndCancelAsync()
    {
        await using LoopbackServer server = new(async (stream, _, token) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 60\r\n\r\n{"u8.ToArray(), token);
            throw new IOException("The connection is closed.");
        });
        EnsClient client = new(EnsCredentials.FromAccessKey("id", "secret"), new EnsClientOptions { Endpoint = server.Address, MaxRetries = 1, RetryDelay = TimeSpan.Zero, PagesInFlight = 8 });
        for (int i = 0; i < 20; i++)
        {
            using CancellationTokenSource stop = new();
            Task<ImageSharePage> call = client.DescribeImageSharePermissionAsync("m", stop.Token);
            if (i % 2 == 0)
            {
                await stop.CancelAsync();
            }

            await Record.ExceptionAsync(() => call);
        }
    }

    private sealed class SynchronizationContextThatRunsNothing : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
        }
    }
}
