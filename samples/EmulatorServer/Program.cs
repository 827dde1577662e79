using System.Net;
using Ens.ImageSharing.Testing;

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

WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    kestrel.Listen(IPAddress.Loopback, options.Port);
});
await using WebApplication application = builder.Build();
using EmulatorEndpoint endpoint = new(emulator, options.Delay);
application.Run(endpoint.AnswerAsync);
await application.StartAsync();

(string id, string secret, string? token, _) = options.Keys.First(key => key.Allowed);
Console.WriteLine($"ENS_ENDPOINT={application.Urls.Single()}");
Console.WriteLine($"ALIBABA_CLOUD_ACCESS_KEY_ID={id}");
Console.WriteLine($"ALIBABA_CLOUD_ACCESS_KEY_SECRET={secret}");
if (token is not null)
{
    Console.WriteLine($"ALIBABA_CLOUD_SECURITY_TOKEN={token}");
}

Console.WriteLine($"Serving {options.Images.Count} images. Stop with Ctrl+C.");
await application.WaitForShutdownAsync();
return 0;
