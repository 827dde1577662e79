namespace Ens.ImageSharing.Calls;

/// <summary>Another attempt follows.</summary>
/// <param name="Delay">After this wait.</param>
/// <param name="IsThrottled">Whether the wait is for a turn, which does not count against the time that the call may take.</param>
/// <param name="RefusedKey">The access key that the attempt must not be signed with again.</param>
internal readonly record struct RetryDecision(TimeSpan Delay, bool IsThrottled = false, EnsAccessKey? RefusedKey = null);
