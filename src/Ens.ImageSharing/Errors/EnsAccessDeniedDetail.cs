namespace Ens.ImageSharing;

/// <summary>Which policy denied what to whom, as RAM explains a refusal.</summary>
/// <remarks>Element <c>AccessDeniedDetail</c> of an error. Every member is <see langword="null"/> if the service does not send it.</remarks>
public sealed class EnsAccessDeniedDetail
{
    /// <summary>The action that was denied, such as <c>ens:DescribeImageSharePermission</c>.</summary>
    public string? AuthAction { get; set; }

    /// <summary>The name or id of the RAM user or role that asked.</summary>
    public string? AuthPrincipalDisplayName { get; set; }

    /// <summary>The account that the RAM user or role belongs to.</summary>
    public string? AuthPrincipalOwnerId { get; set; }

    /// <summary>What asked, such as <c>SubUser</c> or <c>AssumedRoleUser</c>.</summary>
    public string? AuthPrincipalType { get; set; }

    /// <summary>Whether a policy denies it (<c>ExplicitDeny</c>) or none allows it (<c>ImplicitDeny</c>).</summary>
    public string? NoPermissionType { get; set; }

    /// <summary>The kind of policy that decided, such as <c>AccountLevelIdentityBasedPolicy</c>.</summary>
    public string? PolicyType { get; set; }

    /// <summary>The whole story for Alibaba Cloud's support, encoded.</summary>
    public string? EncodedDiagnosticMessage { get; set; }
}
