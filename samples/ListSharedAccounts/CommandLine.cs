/// <summary>What the user asked for. The command line takes precedence over the environment.</summary>
internal sealed record CommandLine(string? ImageId, Uri? Endpoint)
{
    public const string Usage = """
        usage: ListSharedAccounts IMAGE_ID [--endpoint URL]

        Lists the accounts that an ENS image is shared with. The endpoint can also be set by the environment variable ENS_ENDPOINT;
        the access key by ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET. Without an access key and without
        arguments, the built-in emulator answers.
        """;

    /// <summary>Reads the arguments, or says which one is wrong.</summary>
    public static (CommandLine? Command, string? Mistake) Parse(string[] args)
    {
        string? imageId = null;
        string? endpoint = Environment.GetEnvironmentVariable("ENS_ENDPOINT") is { Length: > 0 } variable ? variable : null;
        for (int i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--endpoint" when i + 1 < args.Length:
                    endpoint = args[++i];
                    break;
                case "--endpoint":
                    return (null, "--endpoint needs a URL.");
                case ['-', ..]:
                    return (null, $"'{args[i]}' is not an option.");
                case "":
                    return (null, "The ID of an image must not be empty.");
                case { } argument when imageId is null:
                    imageId = argument;
                    break;
                default:
                    return (null, $"'{args[i]}' is one argument too many.");
            }
        }

        Uri? address = null;
        return endpoint is null || Uri.TryCreate(endpoint, UriKind.Absolute, out address)
            ? (new CommandLine(imageId, address), null)
            : (null, $"'{endpoint}' is not a URL.");
    }
}
