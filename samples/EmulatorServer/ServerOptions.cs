using System.Globalization;
using Ens.ImageSharing.Testing;

/// <summary>What the server is asked to be.</summary>
internal sealed class ServerOptions
{
    public const string Usage = """
        usage: EmulatorServer [--port N] [--image ID=COUNT | --image ID=ACCOUNT,ACCOUNT...]... [--key ID:SECRET[:TOKEN]]... [--refused-key ID:SECRET]...
                              [--fault-rate 0..1] [--seed N] [--delay MILLISECONDS] [--page-size-limit 1..100] [--shape NAME[,NAME...]]

        Serves DescribeImageSharePermission on http://127.0.0.1, for any client in any language: ACS3, RPC 1.0 and ROA 1.0, GET and POST, query and form.

          --port             the port; 0, the default, takes a free one
          --image            an image, shared with so many accounts, or with these; default m-demo=250
          --key              a key that may call; default demo:demo-secret
          --refused-key      a key that lacks the permission
          --fault-rate       how many answers are throttled, broken off or failed, at random
          --seed             the same seed gives the same faults; default 1
          --delay            how late each answer comes
          --page-size-limit  the most accounts on a page
          --shape            how answers are written: names of EnsEmulatorShape
        """;

    public int Port { get; private set; }

    public List<(string ImageId, string[] Accounts)> Images { get; } = [];

    public List<(string Id, string Secret, string? Token, bool Allowed)> Keys { get; } = [];

    public double FaultRate { get; private set; }

    public int Seed { get; private set; } = 1;

    public TimeSpan Delay { get; private set; }

    public int PageSizeLimit { get; private set; } = 100;

    public EnsEmulatorShape Shape { get; private set; }

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
            case "--image" when value.Split('=') is [{ Length: > 0 } image, { } shared]:
                Images.Add((image, Accounts(shared)));
                return true;
            case "--key" when value.Split(':') is [{ Length: > 0 } id, { Length: > 0 } secret, .. { Length: <= 1 } token]:
                Keys.Add((id, secret, token.Length == 0 ? null : token[0], true));
                return true;
            case "--refused-key" when value.Split(':') is [{ Length: > 0 } id, { Length: > 0 } secret]:
                Keys.Add((id, secret, null, false));
                return true;
            case "--fault-rate" when double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double rate) && rate is >= 0 and <= 1:
                FaultRate = rate;
                return true;
            case "--seed" when TryNumber(value, 0, int.MaxValue, out int seed):
                Seed = seed;
                return true;
            case "--delay" when TryNumber(value, 0, 600_000, out int delay):
                Delay = TimeSpan.FromMilliseconds(delay);
                return true;
            case "--page-size-limit" when TryNumber(value, 1, 100, out int limit):
                PageSizeLimit = limit;
                return true;
            case "--shape" when Enum.TryParse(value, ignoreCase: true, out EnsEmulatorShape shape):
                Shape = shape;
                return true;
            default:
                return false;
        }
    }

    /// <summary>A short number says how many; anything else is the list itself.</summary>
    private static string[] Accounts(string shared) => TryNumber(shared, 0, 1_000_000, out int count)
        ? [.. Enumerable.Range(0, count).Select(number => (1515285520000000L + number).ToString(CultureInfo.InvariantCulture))]
        : shared.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static bool TryNumber(string text, int least, int most, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= least && number <= most;
}
