using Ens.ImageSharing.Options;

namespace Ens.ImageSharing.Changes;

/// <summary>How long and how often a change is tried and looked for.</summary>
/// <param name="VisibleWithin">How long an accepted change may take to be seen.</param>
/// <param name="FirstWait">The wait before the second look; each further one is twice as long.</param>
/// <param name="LongestWait">No wait is longer.</param>
/// <param name="MaxRetries">How often a change that was seen not to have happened is sent again.</param>
internal sealed record ChangeLimits(TimeSpan VisibleWithin, TimeSpan FirstWait, TimeSpan LongestWait, int MaxRetries)
{
    public static ChangeLimits Default { get; } = Of(CallLimits.Of(new EnsClientOptions()));

    public static ChangeLimits Of(CallLimits limits) => new(limits.Timeout, limits.RetryDelay, limits.MaxRetryDelay, limits.MaxRetries);
}
