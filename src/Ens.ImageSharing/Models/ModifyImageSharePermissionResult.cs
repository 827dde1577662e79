namespace Ens.ImageSharing;

/// <summary>The result of a change that the service accepted.</summary>
/// <remarks>
/// The response of <c>ModifyImageSharePermission</c>, version 2017-11-10. It does not contain the accounts that the image is now
/// shared with. Every property can be initialized, so that tests can create results.
/// </remarks>
public sealed record ModifyImageSharePermissionResult
{
    /// <summary>The ID by which Alibaba Cloud support can find this call.</summary>
    /// <value>From the body, or from the header <c>x-acs-request-id</c>; never <see langword="null"/> in a result of the client.</value>
    public string? RequestId { get; init; }
}
