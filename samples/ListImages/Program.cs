using Ens.ImageSharing;
using Ens.ImageSharing.Testing;

using CancellationTokenSource stop = new();
Console.CancelKeyPress += (_, key) =>
{
    key.Cancel = true;
    stop.Cancel();
};

if (CommandLine.Parse(args) is not { } command)
{
    return Fail(CommandLine.Usage, exitCode: 2);
}

try
{
    EnsClient client = command.Endpoint is null && !await HasKeyAsync(stop.Token)
        ? Emulated()
        : new EnsClient(EnsCredentials.Default, new EnsClientOptions { Endpoint = command.Endpoint });

    int count = 0;
    await foreach (EnsImage image in client.ListImagesAsync(cancellationToken: stop.Token))
    {
        // Only an own image can be shared; the others are received or public.
        if (image.IsOwn)
        {
            ImageShareSnapshot snapshot = await client.ReadSharesAsync(image.ImageId, stop.Token);
            Console.WriteLine($"{image.ImageId} ({image.ImageName}) is shared with {snapshot.Accounts.Count} accounts.");
            foreach (SharedAccount account in snapshot.Accounts)
            {
                Console.WriteLine($"  {account.AliyunUid}");
            }

            count++;
        }
    }

    Console.WriteLine($"{count} own images.");
    return 0;
}
catch (ArgumentException exception)
{
    return Fail(exception.Message, exitCode: 2);
}
catch (OperationCanceledException)
{
    return Fail("Canceled.", exitCode: 1);
}
catch (Exception exception) when (exception is EnsException or HttpRequestException or TimeoutException)
{
    return Fail(exception.Message.ReplaceLineEndings(" "), exitCode: 1);
}

static int Fail(string message, int exitCode)
{
    Console.Error.WriteLine(message);
    return exitCode;
}

// Credentials that are set up wrongly are an error to show, not a reason to fall back to the emulator.
static async Task<bool> HasKeyAsync(CancellationToken cancellationToken)
{
    try
    {
        await EnsCredentials.Default.GetAccessKeyAsync(cancellationToken);
        return true;
    }
    catch (EnsAuthenticationException exception) when (exception.IsUnconfigured)
    {
        return false;
    }
}

// In place of the service, so that the first run needs nothing.
static EnsClient Emulated()
{
    Console.WriteLine("No access key is configured, so the built-in emulator answers, with two own images and one that is received.");
    EnsEmulator emulator = new();
    emulator.AddImage(new EnsImage("m-5s7qotzavwbrnzaqh4unm0001") { ImageName = "golden", OwnerAlias = "self", Status = "Available" });
    emulator.AddImage(new EnsImage("m-5s7qotzavwbrnzaqh4unm0002") { ImageName = "private", OwnerAlias = "self", Status = "Available" });
    emulator.AddImage(new EnsImage("m-5s7qotzavwbrnzaqh4unm0003") { ImageName = "partner", OwnerAlias = "others", Status = "Available" });
    emulator.Share("m-5s7qotzavwbrnzaqh4unm0001", "1515285520000000", "1515285520000001", "1515285520000002");
    return new EnsClient(emulator.Credentials, emulator.Options, emulator);
}
