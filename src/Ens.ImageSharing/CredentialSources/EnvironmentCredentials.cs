using Ens.ImageSharing.Credentials;
using static Ens.ImageSharing.CredentialSources.EnvironmentVariables;

namespace Ens.ImageSharing.CredentialSources;

/// <summary>The key in the environment variables, read each time a key is requested.</summary>
internal sealed class EnvironmentCredentials : CredentialSource
{
    private const string Name = "environment variables";

    public override string ToString() => Name;

    internal override ValueTask<Lookup<EnsAccessKey>> LookUpAsync(ICredentialListener? listener, CancellationToken cancellationToken)
    {
        string? prefix = FindPrefix(AccessKeyId, AccessKeySecret) ?? FindPrefix(SecurityToken);
        return new(prefix is null
            ? Lookup<EnsAccessKey>.Absent($"Environment variables {Prefix}{AccessKeyId} and {Prefix}{AccessKeySecret} are not set.")
            : ReadKey(prefix + AccessKeyId, prefix + AccessKeySecret, prefix + SecurityToken));
    }

    private static EnsAccessKey ReadKey(string idVariable, string secretVariable, string tokenVariable)
    {
        string? id = ReadFull(idVariable), secret = ReadFull(secretVariable), token = ReadFull(tokenVariable);
        if (id is null || secret is null)
        {
            string missing = id is null
                ? secret is null ? $"{idVariable} and {secretVariable} are" : $"{idVariable} is" : $"{secretVariable} is";
            string present = id is not null ? idVariable : secret is not null ? secretVariable : tokenVariable;
            throw new EnsAuthenticationException($"Environment variable {present} is set, but {missing} not set.");
        }

        try
        {
            return new EnsAccessKey(id, secret, token).WithSource(Name);
        }
        catch (ArgumentException exception)
        {
            string variable = exception.ParamName switch
            {
                "accessKeyId" => idVariable,
                "accessKeySecret" => secretVariable,
                _ => tokenVariable,
            };
            throw new EnsAuthenticationException($"Environment variable {variable} cannot be used. {exception.Message}", exception);
        }
    }
}
