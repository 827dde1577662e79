using Ens.ImageSharing.Testing;
using Ens.ImageSharing.Tool.Emulation;

if (ServerOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(ServerOptions.Usage);
    return 2;
}

EnsEmulator emulator = new()
{
    Shape = options.Shape,
    Unknowns = options.Unknowns,
    PageSizeLimit = options.PageSizeLimit,
    MaxCallsPerSecond = options.MaxCallsPerSecond,
};
options.Images.ForEach(image => emulator.Share(image.ImageId, image.Accounts));
options.Keys.ForEach(key => emulator.AddAccessKey(key.Id, key.Secret, key.Token, key.Allowed));
emulator.Faults.AtRandom(options.Seed, options.FaultRate).ReadDelay = options.ReadDelay;

await using EmulatorServer server = await EmulatorServer.StartAsync(emulator, options.Port, options.Delay);

(string id, string secret, string? token, _) = options.Keys.First(key => key.Allowed);
Console.WriteLine($"ENS_ENDPOINT={server.Address.GetLeftPart(UriPartial.Authority)}");
Console.WriteLine($"ALIBABA_CLOUD_ACCESS_KEY_ID={id}");
Console.WriteLine($"ALIBABA_CLOUD_ACCESS_KEY_SECRET={secret}");
if (token is not null)
{
    Console.WriteLine($"ALIBABA_CLOUD_SECURITY_TOKEN={token}");
}

Console.WriteLine($"Serving {options.Images.Count} images. Stop with Ctrl+C.");
await server.WaitAsync(CancellationToken.None);
return 0;
