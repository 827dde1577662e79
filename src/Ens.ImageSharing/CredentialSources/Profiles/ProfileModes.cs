namespace Ens.ImageSharing.CredentialSources;

/// <summary>The modes of profiles, as the command-line client writes them.</summary>
internal static class ProfileModes
{
    public const string AccessKey = "AK";
    public const string StsToken = "StsToken";
    public const string RamRoleArn = "RamRoleArn";
    public const string ChainableRamRoleArn = "ChainableRamRoleArn";
    public const string EcsRamRole = "EcsRamRole";
    public const string Oidc = "OIDC";
    public const string CredentialsUri = "CredentialsURI";
    public const string External = "External";

    public static string Supported { get; } =
        string.Join(", ", AccessKey, StsToken, RamRoleArn, EcsRamRole, Oidc, ChainableRamRoleArn, CredentialsUri, External);
}
