namespace Ens.ImageSharing.Wire;

/// <summary>What is constant about an operation.</summary>
/// <param name="Action">The name of the operation on the wire.</param>
/// <param name="Version">The API version.</param>
/// <param name="Permission">What the caller must be allowed to do, as the rest of a sentence that begins with "The call requires".</param>
/// <param name="IsChange">Whether the operation changes something, so that it must not be made twice by accident.</param>
/// <param name="ReturnsSecrets">Whether a response holds secrets that no mask knows yet, so that nothing of it may be kept.</param>
internal sealed record OperationFacts(
    string Action, string Version, string Permission, bool IsChange = false, bool ReturnsSecrets = false)
{
    /// <summary>The version of the ENS API.</summary>
    public const string EnsVersion = "2017-11-10";
}
