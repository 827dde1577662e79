namespace Ens.ImageSharing.CredentialSources;

/// <summary>The environment variables of Alibaba Cloud's own clients, read each time they are needed.</summary>
/// <remarks>
/// Names are given without the prefix <c>ALIBABA_CLOUD_</c>; the older prefixes of the command-line client are accepted in its place.
/// </remarks>
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

    /// <summary>The trimmed value of a variable; <see langword="null"/> if it is not set, empty or white space.</summary>
    public static string? Read(string name)
    {
        foreach (string prefix in Prefixes)
        {
            if (ReadFull(prefix + name) is { } value)
            {
                return value.Trim();
            }
        }

        return null;
    }

    /// <summary>
    /// The exact value of a variable, given with its prefix; <see langword="null"/> if it is not set, empty or white space.
    /// </summary>
    public static string? ReadFull(string fullName) =>
        Environment.GetEnvironmentVariable(fullName) is { } value && !string.IsNullOrWhiteSpace(value) ? value : null;

    /// <summary>
    /// The first prefix under which any of the variables is set. Values that belong together are read under one prefix only.
    /// </summary>
    public static string? FindPrefix(params string[] names) =>
        Array.Find(Prefixes, prefix => Array.Exists(names, name => ReadFull(prefix + name) is not null));

    /// <summary>Whether the variable is <c>true</c>, in any letter case, or <c>1</c>.</summary>
    public static bool IsTrue(string name) =>
        Read(name) is { } value && (value.Equals("true", StringComparison.OrdinalIgnoreCase) || value == "1");

    /// <summary>Which of the switches is on, in the words of a message; <see langword="null"/> if none is.</summary>
    public static string? FindSwitch(params string[] switches) =>
        Array.Find(switches, IsTrue) is { } name ? $"Switched off by {Prefix}{name}." : null;
}
