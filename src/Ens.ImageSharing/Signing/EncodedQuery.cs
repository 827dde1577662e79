using Ens.ImageSharing.Text;

namespace Ens.ImageSharing.Signing;

/// <summary>A query as it stands in a URL, put into the order that signatures ask for: by the decoded names, ordinally.</summary>
/// <remarks>The encoded text itself is what is signed, so that it cannot differ from what is sent.</remarks>
internal static class EncodedQuery
{
    /// <summary>Ours have eight at most. A handler of the host may add some.</summary>
    private const int UsualRoom = 16;

    /// <summary>Appends the pairs in order, still encoded; a name without a value gets its <c>=</c>.</summary>
    public static void AppendCanonical(ref Utf8Buffer target, ReadOnlySpan<char> query)
    {
        int room = query.Count('&') + 1;
        Span<Pair> pairs = room <= UsualRoom ? stackalloc Pair[UsualRoom] : new Pair[room];
        foreach (Pair pair in Sorted(query, pairs))
        {
            AppendSeparator(ref target, pair, pairs[0]);
            target.Append(query[pair.Start..pair.NameEnd]);
            target.Append((byte)'=');
            target.Append(pair.Value(query));
        }
    }

    /// <summary>Appends the pairs in order, decoded; a name without a value stands alone.</summary>
    public static void AppendDecoded(ref Utf8Buffer target, ReadOnlySpan<char> query)
    {
        int room = query.Count('&') + 1;
        Span<Pair> pairs = room <= UsualRoom ? stackalloc Pair[UsualRoom] : new Pair[room];
        foreach (Pair pair in Sorted(query, pairs))
        {
            AppendSeparator(ref target, pair, pairs[0]);
            target.AppendPercentDecoded(query[pair.Start..pair.NameEnd]);
            if (!pair.Value(query).IsEmpty)
            {
                target.Append((byte)'=');
                target.AppendPercentDecoded(pair.Value(query));
            }
        }
    }

    private static void AppendSeparator(ref Utf8Buffer target, Pair pair, Pair first)
    {
        if (pair.Start != first.Start)
        {
            target.Append((byte)'&');
        }
    }

    /// <summary>Splits and orders the pairs by insertion: a request has a handful of them, and equal names keep their places.</summary>
    private static ReadOnlySpan<Pair> Sorted(ReadOnlySpan<char> query, Span<Pair> pairs)
    {
        int count = 0;
        // Stryker disable once Equality: nothing is left to read at the end of the query.
        for (int start = 0; start < query.Length;)
        {
            int length = query[start..].IndexOf('&');
            int end = length < 0 ? query.Length : start + length;
            if (end > start)
            {
                int equals = query[start..end].IndexOf('=');
                Pair pair = new(start, equals < 0 ? end : start + equals, end);
                int place = count++;
                for (; place > 0 && Compare(query, pairs[place - 1], pair) > 0; place--)
                {
                    pairs[place] = pairs[place - 1];
                }

                pairs[place] = pair;
            }

            start = end + 1;
        }

        return pairs[..count];
    }

    private static int Compare(ReadOnlySpan<char> query, Pair left, Pair right)
    {
        ReadOnlySpan<char> leftName = query[left.Start..left.NameEnd];
        ReadOnlySpan<char> rightName = query[right.Start..right.NameEnd];
        return leftName.IndexOf('%') >= 0 || rightName.IndexOf('%') >= 0
            ? string.CompareOrdinal(Uri.UnescapeDataString(leftName.ToString()), Uri.UnescapeDataString(rightName.ToString()))
            : leftName.SequenceCompareTo(rightName);
    }

    private readonly struct Pair(int start, int nameEnd, int end)
    {
        public int Start { get; } = start;

        public int NameEnd { get; } = nameEnd;

        public int End { get; } = end;

        public ReadOnlySpan<char> Value(ReadOnlySpan<char> query) => NameEnd == End ? default : query[(NameEnd + 1)..End];
    }
}
