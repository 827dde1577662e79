/// <summary>What the user asked for.</summary>
internal sealed record CommandLine(string? ImageId, Uri? Endpoint)
{
    public const string Usage = """
        usage: ListSharedAccounts IMAGE_ID [--endpoint URL]

        Lists the accounts that an ENS image is shared with. The endpoint can also be set by the environment variable ENS_ENDPOINT;
        the access key by ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET. Without a key the built-in emulator answers.
        """;

    /// <summary>Reads the arguments; <see langword="null"/> if they make no sense.</summary>
    public static CommandLine? Parse(string[] args)
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
                case ['-', ..] or "":
                    return null;
                case { } argument when imageId is null:
                    imageId = argument;
                    break;
                default:
                    return null;
            }
        }

        Uri? address = null;
        return endpoint is null || Uri.TryCreate(endpoint, UriKind.Absolute, out address) ? new CommandLine(imageId, address) : null;
    }
}
