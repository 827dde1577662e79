namespace Ens.ImageSharing.Calls;

/// <summary>Another attempt follows.</summary>
/// <param name="Delay">After this wait.</param>
/// <param name="RefusedKey">The access key that the attempt must not be signed with again.</param>
internal readonly record struct RetryDecision(TimeSpan Delay, EnsAccessKey? RefusedKey = null);
