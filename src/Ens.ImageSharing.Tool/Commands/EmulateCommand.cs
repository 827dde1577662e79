using System.CommandLine;
using System.CommandLine.Parsing;
using System.Runtime.CompilerServices;
using Ens.ImageSharing.Testing;
using Ens.ImageSharing.Tool.Emulation;
using Ens.ImageSharing.Tool.Terminal;
using Ens.ImageSharing.Tool.Text;

namespace Ens.ImageSharing.Tool.Commands;

/// <summary><c>emulate</c>: serves the emulator on this machine until it is stopped.</summary>
internal sealed class EmulateCommand(CommonOptions common)
{
    private const string KeyId = "demo";
    private const string KeySecret = "demo-secret";

    private readonly Option<int> _port = new("--port")
    {
        HelpName = "N",
        Description = "The port. 0 takes a free one.",
        CustomParser = OptionValues.Number(0, ushort.MaxValue),
    };

    private readonly Option<EmulatedImage[]> _images = new("--image")
    {
        HelpName = "ID=COUNT|ID=ACCOUNT,…",
        Description = "An image and how many accounts, or which accounts, it is shared with. Up to six digits are a count. "
            + "Can be given several times. The default is m-demo=250.",
        CustomParser = Read,
    };

    private readonly Option<double> _faultRate = new("--fault-rate")
    {
        HelpName = "P",
        Description = "The share of responses, 0 to 1, that are throttled, broken off or failed.",
        CustomParser = OptionValues.Share,
    };

    public static Command Create(ToolHost host, CommonOptions common)
    {
        EmulateCommand emulate = new(common);
        Command command = new("emulate", "Serves an emulator of the service on this machine, for tests in any language. "
            + "It refuses calls beyond --max-calls-per-second, if that is given.")
        {
            emulate._port, emulate._images, emulate._faultRate,
        };
        return Verb.WithAction(command, host, common, emulate.RunAsync);
    }

    private static EmulatedImage[] Read(ArgumentResult result)
    {
        Dictionary<string, string> given = new(StringComparer.Ordinal);
        List<EmulatedImage> images = [];
        foreach (string text in result.Tokens.Select(token => token.Value))
        {
            if (EmulatedImage.Parse(text) is not { } image)
            {
                return OptionValues.Refuse<EmulatedImage[]>(result, "ID=COUNT or ID=ACCOUNT,ACCOUNT…", text);
            }

            if (!given.TryAdd(image.ImageId, text))
            {
                result.AddError($"--image must name each image once, but was '{text}' after '{given[image.ImageId]}'.");
                return [];
            }

            images.Add(image);
        }

        return [.. images];
    }

    private async Task<int> RunAsync(Verb verb)
    {
        using EnsEmulator emulator = new(verb.Host.Time) { MaxCallsPerSecond = common.MaxCallsPerSecond(verb.Result) };
        emulator.AddAccessKey(KeyId, KeySecret);
        emulator.Faults.AtRandom(seed: 1, verb.Result.GetValue(_faultRate));
        EmulatedImage[] images = verb.Result.GetValue(_images) is { Length: > 0 } given ? given : [EmulatedImage.Parse("m-demo=250")!];
        Array.ForEach(images, image => emulator.Share(image.ImageId, image.Accounts));

        EmulatorServer server = await EmulatorServer.StartAsync(emulator, verb.Result.GetValue(_port), TimeSpan.Zero).ConfigureAwait(false);
        await using ConfiguredAsyncDisposable end = server.ConfigureAwait(false);
        verb.Console.WriteText(
            $"ENS_ENDPOINT={server.Address.GetLeftPart(UriPartial.Authority)}\n"
            + $"ALIBABA_CLOUD_ACCESS_KEY_ID={KeyId}\nALIBABA_CLOUD_ACCESS_KEY_SECRET={KeySecret}\n");
        await verb.Host.Out.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        verb.Console.Say($"Serving {Quantity.Of(images.Length, "image")} with made-up accounts. Stop with Ctrl+C.");
        await server.WaitAsync(verb.Interruption).ConfigureAwait(false);
        verb.Console.Say("Interrupted.");
        return ExitCode.Interrupted;
    }
}
