using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Ens.ImageSharing;

/// <summary>A client's section of the configuration: its key, and whether somebody mistyped something.</summary>
internal sealed class EnsConfigurationSection(string name, IConfiguration section) : IValidateOptions<EnsClientOptions>
{
    private const string CredentialsKey = "Credentials";
    private const string Id = "AccessKeyId", Secret = "AccessKeySecret", Token = "SecurityToken", Profile = "Profile";

    private static readonly string[] Keys =
    [
        nameof(EnsClientOptions.Endpoint), nameof(EnsClientOptions.RegionId), nameof(EnsClientOptions.UseVpcEndpoint), nameof(EnsClientOptions.SignatureVersion),
        nameof(EnsClientOptions.MaxRetries), nameof(EnsClientOptions.RetryDelay), nameof(EnsClientOptions.MaxRetryDelay), nameof(EnsClientOptions.AttemptTimeout),
        nameof(EnsClientOptions.Timeout), nameof(EnsClientOptions.PagesInFlight), nameof(EnsClientOptions.MaxResponseBytes), nameof(EnsClientOptions.ApplicationId), CredentialsKey,
    ];

    private static readonly string[] CredentialKeys = [Id, Secret, Token, Profile];

    /// <summary>The key or the profile that the section names; <see langword="null"/> if it names none.</summary>
    public EnsCredentials? CreateCredentials(TimeProvider? timeProvider)
    {
        IConfigurationSection keys = section.GetSection(CredentialsKey);
        return keys[Id] is { } id && keys[Secret] is { } secret ? EnsCredentials.FromAccessKey(id, secret, keys[Token])
            : keys[Profile] is { } profile ? EnsCredentials.FromProfile(profile, timeProvider: timeProvider)
            : null;
    }

    public ValidateOptionsResult Validate(string? optionsName, EnsClientOptions options)
    {
        if (optionsName != name)
        {
            return ValidateOptionsResult.Skip;
        }

        IConfigurationSection keys = section.GetSection(CredentialsKey);
        List<string> mistakes = [.. Unknown(section, Keys), .. Unknown(keys, CredentialKeys)];
        if ((keys[Id] is null) != (keys[Secret] is null))
        {
            mistakes.Add($"{keys.Path} needs both {Id} and {Secret}, or neither.");
        }
        else if (keys[Profile] is { } profile && (string.IsNullOrWhiteSpace(profile) || keys[Id] is not null))
        {
            mistakes.Add($"{keys.Path}:{Profile} must be the name of a profile, and alone: it says where the key is.");
        }
        else
        {
            try
            {
                _ = CreateCredentials(timeProvider: null);
            }
            catch (ArgumentException exception)
            {
                mistakes.Add($"{keys.Path}: {exception.Message}");
            }
        }

        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    /// <summary>Names keys only: what stands under a mistyped key may be a secret.</summary>
    private static IEnumerable<string> Unknown(IConfiguration section, string[] known) =>
        section.GetChildren()
            .Where(child => !known.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            .Select(child => $"{child.Path} is not a known key; the known ones are {string.Join(", ", known)}.");
}
