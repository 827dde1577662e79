namespace Ens.ImageSharing.CredentialSources;

/// <summary>The environment variables of Alibaba Cloud's own clients, read whenever they are asked for.</summary>
/// <remarks>Names stand here without the prefix <c>ALIBABA_CLOUD_</c>; the older prefixes of the command-line client stand in for it.</remarks>
internal static class EnvironmentVariables
{
    public const string Prefix = "ALIBABA_CLOUD_";

    public const string AccessKeyId = "ACCESS_KEY_ID";
    public const string AccessKeySecret = "ACCESS_KEY_SECRET";
    public const string SecurityToken = "SECURITY_TOKEN";

    public const string RoleArn = "ROLE_ARN";
    public const string OidcProviderArn = "OIDC_PROVIDER_ARN";
    public const string OidcTokenFile = "OIDC_TOKEN_FILE";
    public const string RoleSessionName = "ROLE_SESSION_NAME";
    public const string ExternalId = "EXTERNAL_ID";

    public const string Profile = "PROFILE";
    public const string CredentialsFile = "CREDENTIALS_FILE";
    public const string CliProfileDisabled = "CLI_PROFILE_DISABLED";
    public const string IgnoreProfile = "IGNORE_PROFILE";

    public const string EcsMetadata = "ECS_METADATA";
    public const string EcsMetadataDisabled = "ECS_METADATA_DISABLED";
    public const string ImdsV1Disabled = "IMDSV1_DISABLED";

    public const string CredentialsUri = "CREDENTIALS_URI";
    public const string DisableExternalProcess = "DISABLE_EXTERNAL_PROCESS";

    public const string StsRegion = "STS_REGION";
    public const string StsEndpoint = "STS_ENDPOINT";
    public const string VpcEndpointEnabled = "VPC_ENDPOINT_ENABLED";

    private static readonly string[] Prefixes = [Prefix, "ALIBABACLOUD_", "ALICLOUD_"];

    /// <summary>The variable's value; <see langword="null"/> if it is not set, empty or white space.</summary>
    public static string? Read(string name)
    {
        foreach (string prefix in Prefixes)
        {
            if (Environment.GetEnvironmentVariable(prefix + name) is { } value && !string.IsNullOrWhiteSpace(value))
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>Whether the variable switches something on: <c>true</c> in any letter case, or <c>1</c>.</summary>
    public static bool IsTrue(string name) => Read(name)?.Trim() is { } value && (value.Equals("true", StringComparison.OrdinalIgnoreCase) || value == "1");

    /// <summary>Throws if one of the switches is on.</summary>
    /// <exception cref="EnsAuthenticationException">The source is switched off, which makes it one that is not configured.</exception>
    public static void ThrowIfSwitchedOff(params string[] switches)
    {
        if (Array.Find(switches, IsTrue) is { } name)
        {
            throw Unconfigured($"switched off by {Prefix}{name}");
        }
    }

    public static EnsAuthenticationException Unconfigured(string reason) => new(reason) { IsUnconfigured = true };
}
