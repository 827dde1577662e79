/// <summary>What the user asked for.</summary>
internal sealed record CommandLine(Uri? Endpoint)
{
    public const string Usage = """
        usage: ListImages [--endpoint URL]

        Lists every ENS image of the account with the accounts that it is shared with. The endpoint can also be set by the environment
        variable ENS_ENDPOINT; the access key by ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET. Without a key and without
        an endpoint the built-in emulator answers.
        """;

    /// <summary>Reads the arguments; <see langword="null"/> if they make no sense.</summary>
    public static CommandLine? Parse(string[] args)
    {
        string? endpoint = Environment.GetEnvironmentVariable("ENS_ENDPOINT") is { Length: > 0 } variable ? variable : null;
        switch (args)
        {
            case []:
                break;
            case ["--endpoint", { } argument]:
                endpoint = argument;
                break;
            default:
                return null;
        }

        Uri? address = null;
        return endpoint is null || Uri.TryCreate(endpoint, UriKind.Absolute, out address) ? new CommandLine(address) : null;
    }
}
