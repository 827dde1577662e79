using System.Diagnostics.CodeAnalysis;

namespace Ens.ImageSharing.Calls;

/// <summary>Where chance comes from, unless a test says otherwise.</summary>
internal static class Jitter
{
    /// <summary>A number from 0 up to, but not including, 1.</summary>
    [SuppressMessage(
        "Security", "CA5394:Do not use insecure randomness", Justification = "It spreads retries; nobody gains by guessing it.")]
    public static double Next() => Random.Shared.NextDouble();
}
