namespace Ens.ImageSharing;

/// <summary>The key in the environment variables, read whenever it is asked for.</summary>
internal sealed class EnvironmentCredentials : EnsCredentials
{
    private const string IdVariable = "ALIBABA_CLOUD_ACCESS_KEY_ID";
    private const string SecretVariable = "ALIBABA_CLOUD_ACCESS_KEY_SECRET";
    private const string TokenVariable = "ALIBABA_CLOUD_SECURITY_TOKEN";

    public override ValueTask<EnsAccessKey> GetAccessKeyAsync(CancellationToken cancellationToken)
    {
        string? id = Read(IdVariable);
        string? secret = Read(SecretVariable);
        if (id is null || secret is null)
        {
            string missing = id is null ? secret is null ? $"{IdVariable} and {SecretVariable} are" : $"{IdVariable} is" : $"{SecretVariable} is";
            throw new EnsAuthenticationException($"No access key is configured: the environment variables {IdVariable} and {SecretVariable} were looked at, and {missing} not set.");
        }

        try
        {
            return new(new EnsAccessKey(id, secret, Read(TokenVariable)));
        }
        catch (ArgumentException exception)
        {
            throw new EnsAuthenticationException($"The access key in the environment variables {IdVariable}, {SecretVariable} and {TokenVariable} cannot be used. {exception.Message}", exception);
        }
    }

    public override string ToString() => "environment variables";

    private static string? Read(string variable) => Environment.GetEnvironmentVariable(variable) is { } value && !string.IsNullOrWhiteSpace(value) ? value : null;
}
