namespace Ens.ImageSharing.Tests.Calls;

/// <summary>A call from a program with a context of its own, such as a window's: nothing of the library's comes back to it.</summary>
public class ContextTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("good")]
    [InlineData("retried")]
    [InlineData("other key")]
    [InlineData("other key late")]
    [InlineData("refused")]
    public async Task Nothing_comes_back_to_the_callers_context(string kind)
    {
        CountingContext context = new();
        EnsEmulator emulator = Emulated.With(accounts: 1);
        emulator.Options.RetryDelay = TimeSpan.Zero;
        emulator.AddAccessKey("id", "s", "t1");
        emulator.AddAccessKey("id", "s", "t2");
        int asked = 0;
        bool otherKey = kind.StartsWith("other key", StringComparison.Ordinal), late = kind != "other key late";
        Late credentials = new(() => !late && asked == 0 ? Task.CompletedTask : context.Begun.WaitAsync(Token), () => new EnsAccessKey("id", "s", otherKey && ++asked == 1 ? "t1" : "t2"));
        if (kind == "retried")
        {
            emulator.Faults.Throttle(TimeSpan.FromMilliseconds(1)).Drop();
        }

        if (kind == "refused")
        {
            emulator.Faults.Error(400, EnsErrorCodes.NoPermission);
        }

        EnsClient client = new(credentials, emulator.Options, late ? new LateHandler(context, emulator) : emulator);
        Exception? failure = null;
        await context.RunAsync(() => client.DescribeImageSharePermissionAsync(new(Emulated.Image), Token).ContinueWith(call => failure = call.Exception?.InnerException, TaskScheduler.Default));

        Assert.Equal((kind == "refused" ? typeof(EnsNoPermissionException) : null, 0), (failure?.GetType(), context.Posts));
    }

    private sealed class Late(Func<Task> wait, Func<EnsAccessKey> key) : EnsCredentials
    {
        public override async ValueTask<EnsAccessKey> GetAccessKeyAsync(CancellationToken cancellationToken)
        {
            await wait().ConfigureAwait(false);
            return key();
        }
    }

    private sealed class LateHandler(CountingContext context, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await context.Begun.WaitAsync(cancellationToken).ConfigureAwait(false);
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
    }
}
