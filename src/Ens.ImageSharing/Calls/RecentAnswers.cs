namespace Ens.ImageSharing.Calls;

/// <summary>
/// Counts answers by the eighth of a second in which they came, for the last two seconds. Lock-free, and allocates nothing but
/// itself.
/// </summary>
internal sealed class RecentAnswers(TimeProvider timeProvider)
{
    private const int SlotsPerSecond = 8;
    private const int CountBits = 24;
    private const long CountMask = (1L << CountBits) - 1;

    /// <summary>
    /// A ring; each slot holds the number of its eighth of a second in the upper bits and the count below, so that both change as
    /// one.
    /// </summary>
    private readonly long[] _slots = new long[2 * SlotsPerSecond];

    private readonly long _slotLength = Math.Max(1, timeProvider.TimestampFrequency / SlotsPerSecond);

    public void Add(long timestamp)
    {
        long period = timestamp / _slotLength;
        ref long slot = ref _slots[(int)((ulong)period % (ulong)_slots.Length)];
        long seen, next;
        do
        {
            seen = Volatile.Read(ref slot);
            next = seen >> CountBits == period ? seen + 1 : (period << CountBits) + 1;
        }
        while (Interlocked.CompareExchange(ref slot, next, seen) != seen);
    }

    /// <summary>How many answers came since a second before <paramref name="timestamp"/>.</summary>
    public int CountSinceSecondBefore(long timestamp)
    {
        long first = (timestamp / _slotLength) - SlotsPerSecond + 1;
        long count = 0;
        for (int i = 0; i < _slots.Length; i++)
        {
            long slot = Volatile.Read(ref _slots[i]);
            count += slot >> CountBits >= first ? slot & CountMask : 0;
        }

        return (int)count;
    }
}
