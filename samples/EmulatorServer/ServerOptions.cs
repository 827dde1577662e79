using System.Globalization;
using Ens.ImageSharing.Testing;
using Ens.ImageSharing.Tool.Emulation;

/// <summary>What the server is asked to be.</summary>
internal sealed class ServerOptions
{
    public const string Usage = """
        usage: EmulatorServer [--port N] [--image ID=COUNT | --image ID=ACCOUNT,ACCOUNT...]...
                              [--key ID:SECRET[:TOKEN]]... [--refused-key ID:SECRET]... [--fault-rate 0..1] [--seed N]
                              [--delay MILLISECONDS] [--read-delay MILLISECONDS] [--max-calls-per-second N]
                              [--page-size-limit 1..100] [--shape NAME[,NAME...]] [--unknowns NAME[,NAME...]]

        Serves DescribeImageSharePermission, DescribeSelfImages and ModifyImageSharePermission on http://127.0.0.1, for any client
        in any language: ACS3, RPC 1.0 and ROA 1.0, GET and POST, query and form.

          --port                  the port; 0, the default, takes a free one
          --image                 an image, shared with so many accounts, or with these; up to six digits are a number; default m-demo=250
          --key                   an access key with all permissions; default demo:demo-secret
          --refused-key           an access key without permissions
          --fault-rate            the share of answers that are throttled, broken off or failed, at random
          --seed                  the same seed gives the same faults; default 1
          --delay                 how late each answer comes
          --read-delay            how long changes are not seen
          --max-calls-per-second  how many calls are accepted; the surplus is refused with Throttling.User
          --page-size-limit       the most accounts or images on a page
          --shape                 how answers are written: names of EnsEmulatorShape
          --unknowns              what happens where the documentation says nothing: names of EnsEmulatorUnknowns; default FilteredTotal
        """;

    public int Port { get; private set; }

    public List<EmulatedImage> Images { get; } = [];

    public List<(string Id, string Secret, string? Token, bool Allowed)> Keys { get; } = [];

    public double FaultRate { get; private set; }

    public int Seed { get; private set; } = 1;

    public TimeSpan Delay { get; private set; }

    public TimeSpan ReadDelay { get; private set; }

    public double? MaxCallsPerSecond { get; private set; }

    public int PageSizeLimit { get; private set; } = 100;

    public EnsEmulatorShape Shape { get; private set; }

    public EnsEmulatorUnknowns Unknowns { get; private set; } = EnsEmulatorUnknowns.FilteredTotal;

    /// <summary>Reads the arguments; <see langword="null"/> if they make no sense.</summary>
    public static ServerOptions? Parse(string[] args)
    {
        ServerOptions options = new();
        for (int i = 0; i + 1 < args.Length; i += 2)
        {
            if (!options.TrySet(args[i], args[i + 1]))
            {
                return null;
            }
        }

        if (args.Length % 2 != 0)
        {
            return null;
        }

        if (options.Images.Count == 0)
        {
            options.TrySet("--image", "m-demo=250");
        }

        if (options.Keys.TrueForAll(key => !key.Allowed))
        {
            options.TrySet("--key", "demo:demo-secret");
        }

        return options;
    }

    private bool TrySet(string name, string value)
    {
        switch (name)
        {
            case "--port" when TryNumber(value, 0, ushort.MaxValue, out int port):
                Port = port;
                return true;
            case "--image" when EmulatedImage.Parse(value) is { } image:
                Images.Add(image);
                return true;
            case "--key" when value.Split(':') is [{ Length: > 0 } id, { Length: > 0 } secret, .. { Length: <= 1 } token]:
                Keys.Add((id, secret, token.Length == 0 ? null : token[0], true));
                return true;
            case "--refused-key" when value.Split(':') is [{ Length: > 0 } id, { Length: > 0 } secret]:
                Keys.Add((id, secret, null, false));
                return true;
            case "--fault-rate" when TryFigure(value, out double rate) && rate is >= 0 and <= 1:
                FaultRate = rate;
                return true;
            case "--seed" when TryNumber(value, 0, int.MaxValue, out int seed):
                Seed = seed;
                return true;
            case "--delay" when TryNumber(value, 0, 600_000, out int delay):
                Delay = TimeSpan.FromMilliseconds(delay);
                return true;
            case "--read-delay" when TryNumber(value, 0, int.MaxValue, out int readDelay):
                ReadDelay = TimeSpan.FromMilliseconds(readDelay);
                return true;
            case "--max-calls-per-second" when TryFigure(value, out double calls) && calls is > 0 and < double.PositiveInfinity:
                MaxCallsPerSecond = calls;
                return true;
            case "--page-size-limit" when TryNumber(value, 1, 100, out int limit):
                PageSizeLimit = limit;
                return true;
            case "--shape" when Enum.TryParse(value, ignoreCase: true, out EnsEmulatorShape shape):
                Shape = shape;
                return true;
            case "--unknowns" when Enum.TryParse(value, ignoreCase: true, out EnsEmulatorUnknowns unknowns):
                Unknowns = unknowns;
                return true;
            default:
                return false;
        }
    }

    private static bool TryFigure(string text, out double figure) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out figure);

    private static bool TryNumber(string text, int least, int most, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= least && number <= most;
}
