namespace Ens.ImageSharing.Fuzz;

/// <summary>Reads profiles from a file, as a program does, up to the first step that would leave this process.</summary>
internal static class ProfileReading
{
    private static readonly CancellationToken Cancelled = new(canceled: true);

    private static readonly FileStream Scratch = new(
        Path.Combine(Path.GetTempPath(), $"ens-fuzz-{Environment.ProcessId}"),
        FileMode.Create,
        FileAccess.Write,
        FileShare.ReadWrite | FileShare.Delete,
        bufferSize: 0,
        FileOptions.DeleteOnClose);

    // A profile may name a program or an address. A call that is cancelled from the start gets to neither; this is the second lock.
    static ProfileReading() => Environment.SetEnvironmentVariable("ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS", "true");

    public static void ReadEach(byte[] text, string?[] names)
    {
        Scratch.SetLength(0);
        Scratch.Position = 0;
        Scratch.Write(text);
        using Unreachable transport = new();
        foreach (string? name in names)
        {
            try
            {
                EnsCredentials credentials = EnsCredentials.FromProfile(name, Scratch.Name, transport);
                credentials.GetAccessKeyAsync(Cancelled).AsTask().GetAwaiter().GetResult();
            }
            catch (OperationCanceledException)
            {
                // The profile can be used.
            }
            catch (EnsAuthenticationException exception)
            {
                Secret.ThrowIfShown(exception);
            }
        }
    }

    private sealed class Unreachable : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new FindingException($"{request.RequestUri} was asked for, although the call was cancelled before it began.");
    }
}
