using Ens.ImageSharing;
using Ens.ImageSharing.Testing;

using CancellationTokenSource stop = new();
Console.CancelKeyPress += (_, key) =>
{
    key.Cancel = true;
    stop.Cancel();
};

(CommandLine? command, string? mistake) = CommandLine.Parse(args);
if (command is null)
{
    return Fail(mistake + Environment.NewLine + CommandLine.Usage, exitCode: 2);
}

try
{
    // Made-up accounts are for the first look only: whoever names an image or an endpoint gets an answer of the service, or an error.
    bool isFirstLook = command is { ImageId: null, Endpoint: null } && !await HasKeyAsync(stop.Token);
    if (!isFirstLook && command.ImageId is null)
    {
        return Fail("The ID of an image is missing." + Environment.NewLine + CommandLine.Usage, exitCode: 2);
    }

    string imageId = command.ImageId ?? "m-5s7qotzavwbrnzaqh4unm0001";
    EnsClient client = isFirstLook ? Emulated(imageId) : new EnsClient(EnsCredentials.Default, new EnsClientOptions { Endpoint = command.Endpoint });

    int count = 0;
    await foreach (SharedAccount account in client.ListSharedAccountsAsync(imageId, stop.Token))
    {
        Console.WriteLine(account.AliyunUid);
        count++;
    }

    Console.WriteLine($"{imageId} is shared with {count} accounts.");
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

// Credentials that are configured incorrectly are an error to show, not a reason to fall back to the emulator.
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
static EnsClient Emulated(string imageId)
{
    Console.WriteLine("No access key is configured, so the built-in emulator answers, with an image that is shared with 250 accounts.");
    EnsEmulator emulator = new();
    emulator.Share(imageId, [.. Enumerable.Range(0, 250).Select(number => $"{1515285520000000 + number}")]);
    return new EnsClient(emulator.Credentials, emulator.Options, emulator);
}
