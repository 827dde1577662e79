namespace Ens.ImageSharing;

/// <summary>What the service says about a change that it accepted.</summary>
/// <remarks>
/// The answer of <c>ModifyImageSharePermission</c>, version 2017-11-10. It does not contain the accounts that the image is shared with
/// now.
/// </remarks>
public sealed record ModifyImageSharePermissionResult
{
    /// <summary>The id of this call, for Alibaba Cloud support.</summary>
    /// <value><see langword="null"/> if the answer has none.</value>
    public string? RequestId { get; init; }
}
