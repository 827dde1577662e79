#if !NETSTANDARD_ASSET
namespace Ens.ImageSharing.Tests;

/// <summary>What an action puts on the heap, by the byte.</summary>
internal static class Allocation
{
    /// <summary>The least of several runs: the runtime allocates now and then for itself. The runs before them take from pools what others have left there.</summary>
    public static long Of(Func<object?> action)
    {
        for (int i = 0; i < 300; i++)
        {
            GC.KeepAlive(action());
        }

        long least = long.MaxValue;
        for (int i = 0; i < 200; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            object? result = action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            GC.KeepAlive(result);
        }

        return least;
    }

    public static long OfString(int length) => (22 + (2 * length) + 7) / 8 * 8;
}
#endif
