namespace Ens.ImageSharing;

/// <summary>How RAM explains why it denied a call: which policy, which action, which caller.</summary>
/// <remarks>
/// Element <c>AccessDeniedDetail</c> of an error response. Every property is <see langword="null"/> if the service does not send it.
/// </remarks>
public sealed record EnsAccessDeniedDetail
{
    /// <summary>The denied action, such as <c>ens:DescribeImageSharePermission</c>.</summary>
    public string? AuthAction { get; init; }

    /// <summary>The name or ID of the RAM user or role that made the call.</summary>
    public string? AuthPrincipalDisplayName { get; init; }

    /// <summary>The account that the RAM user or role belongs to.</summary>
    public string? AuthPrincipalOwnerId { get; init; }

    /// <summary>The type of the caller, such as <c>SubUser</c> or <c>AssumedRoleUser</c>.</summary>
    public string? AuthPrincipalType { get; init; }

    /// <summary>Whether a policy denies the call (<c>ExplicitDeny</c>) or no policy allows it (<c>ImplicitDeny</c>).</summary>
    public string? NoPermissionType { get; init; }

    /// <summary>The type of the policy that decided, such as <c>AccountLevelIdentityBasedPolicy</c>.</summary>
    public string? PolicyType { get; init; }

    /// <summary>Encoded diagnostic details for Alibaba Cloud support.</summary>
    public string? EncodedDiagnosticMessage { get; init; }
}
