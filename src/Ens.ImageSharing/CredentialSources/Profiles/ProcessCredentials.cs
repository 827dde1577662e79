using System.Text.Json;

namespace Ens.ImageSharing.CredentialSources;

/// <summary>Keys that a program of the user's writes to its output.</summary>
internal sealed class ProcessCredentials(string command, string profile, SourceContext context) : RefreshingCredentials(context)
{
    public override string ToString() => $"process of profile '{profile}'";

    protected override async Task<Lookup<EnsAccessKey>> FetchAsync(CancellationToken cancellationToken)
    {
        if (EnvironmentVariables.FindSwitch(EnvironmentVariables.DisableExternalProcess) is { } reason)
        {
            throw Failure(reason.TrimEnd('.'));
        }

        try
        {
            string output = await CredentialProcess.RunAsync(CommandLine.Split(command), Context.Time, cancellationToken)
                .ConfigureAwait(false);
            using JsonDocument document = JsonStrings.Parse(output);
            return ReadKey(JsonStrings.Of(document.RootElement));
        }
        catch (FormatException exception)
        {
            throw Failure(exception.Message);
        }
        catch (JsonException)
        {
            throw Failure("its output is not a JSON object with an access key");
        }
        catch (EnsAuthenticationException exception)
        {
            throw Failure(exception.Message, exception.InnerException, exception.IsTransient);
        }
    }

    private static EnsAccessKey ReadKey(Dictionary<string, string?> output)
    {
        bool hasMode = output.TryGetValue("mode", out string? mode);
        bool isTemporary = string.Equals(mode, ProfileModes.StsToken, StringComparison.OrdinalIgnoreCase);
        if (hasMode && !isTemporary && !string.Equals(mode, ProfileModes.AccessKey, StringComparison.OrdinalIgnoreCase))
        {
            throw new EnsAuthenticationException($"its output has a mode other than {ProfileModes.AccessKey} and {ProfileModes.StsToken}");
        }

        EnsAccessKey key = AccessKeyJson.ToKey(output);
        return isTemporary && key.SecurityToken is null
            ? throw new EnsAuthenticationException($"its output has the mode {ProfileModes.StsToken} and no sts_token")
            : key;
    }

    private EnsAuthenticationException Failure(string reason, Exception? cause = null, bool isTransient = false) =>
        new($"The {this} gave no access key: {reason}.", cause) { IsTransient = isTransient };
}
