using static Ens.ImageSharing.CredentialSources.EnvironmentVariables;

namespace Ens.ImageSharing.CredentialSources;

/// <summary>The key in the environment variables, read whenever it is asked for.</summary>
internal sealed class EnvironmentCredentials : EnsCredentials
{
    private const string IdVariable = Prefix + AccessKeyId;
    private const string SecretVariable = Prefix + AccessKeySecret;
    private const string TokenVariable = Prefix + SecurityToken;

    public override ValueTask<EnsAccessKey> GetAccessKeyAsync(CancellationToken cancellationToken)
    {
        string? id = Read(AccessKeyId);
        string? secret = Read(AccessKeySecret);
        if (id is null || secret is null)
        {
            string missing = id is null ? secret is null ? $"{IdVariable} and {SecretVariable} are" : $"{IdVariable} is" : $"{SecretVariable} is";
            throw new EnsAuthenticationException($"No access key is configured: the environment variables {IdVariable} and {SecretVariable} were looked at, and {missing} not set.") { IsUnconfigured = id is null && secret is null };
        }

        try
        {
            return new(new EnsAccessKey(id, secret, Read(SecurityToken)));
        }
        catch (ArgumentException exception)
        {
            throw new EnsAuthenticationException($"The access key in the environment variables {IdVariable}, {SecretVariable} and {TokenVariable} cannot be used. {exception.Message}", exception);
        }
    }

    public override string ToString() => "environment variables";
}
