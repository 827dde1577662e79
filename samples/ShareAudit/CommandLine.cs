using System.Globalization;

namespace ShareAudit;

/// <summary>What the user asked for.</summary>
internal sealed class CommandLine
{
    public const string Usage = """
        usage: ShareAudit --images FILE --allowed FILE [--workers 1..64] [--csv FILE] [--json FILE] [--html FILE] [--mask] [--today YYYY-MM-DD] [--endpoint URL | --region ID]
               ShareAudit --demo [the same outputs]

        Compares with whom images are shared with whom they may be shared with.

          --images    one image a line, with a profile for its key behind a comma if it is not the default one; or JSON:
                      [{"image": "m-1", "profile": "prod", "allowed": [{"account": "1515285520000000", "name": "build", "reason": "CI", "expiry": "2027-01-31"}]}]
          --allowed   CSV with the columns account, name, reason, expiry and perhaps image; or JSON, a list of objects with these members.
                      A row without an image is for all images; the last day of an allowance is its expiry.
          --workers   how many images are read at once; default 4
          --mask      shows the last four digits of accounts only
          --today     the day that expiries are compared with; default today, UTC
          --demo      images, allowances and the emulator, to look at the reports

        The key is looked for as EnsCredentials.Default does. Exit codes: 0 all as allowed, 1 differences, 2 wrong usage, 3 not everything could be read.
        """;

    public string? Images { get; private set; }

    public string? Allowed { get; private set; }

    public int Workers { get; private set; } = 4;

    public string? Csv { get; private set; }

    public string? Json { get; private set; }

    public string? Html { get; private set; }

    public bool Mask { get; private set; }

    public bool Demo { get; private set; }

    public DateOnly Today { get; private set; } = DateOnly.FromDateTime(DateTime.UtcNow);

    public Uri? Endpoint { get; private set; } = Uri.TryCreate(Environment.GetEnvironmentVariable("ENS_ENDPOINT"), UriKind.Absolute, out Uri? endpoint) ? endpoint : null;

    public string? Region { get; private set; }

    /// <summary>Reads the arguments; <see langword="null"/> if they make no sense.</summary>
    public static CommandLine? Parse(string[] args)
    {
        CommandLine command = new();
        Queue<string> rest = new(args);
        while (rest.TryDequeue(out string? name))
        {
            if (name == "--mask")
            {
                command.Mask = true;
            }
            else if (name == "--demo")
            {
                command.Demo = true;
            }
            else if (!rest.TryDequeue(out string? value) || !command.TrySet(name, value))
            {
                return null;
            }
        }

        return command.Demo || (command.Images is not null && command.Allowed is not null) ? command : null;
    }

    private bool TrySet(string name, string value)
    {
        switch (name)
        {
            case "--images":
                Images = value;
                return true;
            case "--allowed":
                Allowed = value;
                return true;
            case "--workers" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int workers) && workers is >= 1 and <= 64:
                Workers = workers;
                return true;
            case "--csv":
                Csv = value;
                return true;
            case "--json":
                Json = value;
                return true;
            case "--html":
                Html = value;
                return true;
            case "--today" when DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly today):
                Today = today;
                return true;
            case "--endpoint" when Uri.TryCreate(value, UriKind.Absolute, out Uri? endpoint):
                Endpoint = endpoint;
                return true;
            case "--region":
                Region = value;
                return true;
            default:
                return false;
        }
    }
}
