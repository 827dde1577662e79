using Ens.ImageSharing.Text;

namespace Ens.ImageSharing.Signing;

/// <summary>One header that enters a signature.</summary>
internal readonly struct HeaderField(string name, string value)
{
    public string Name { get; } = name;

    public string Value { get; } = value;

    /// <summary>Orders headers by their lower-case names, byte by byte, as both header-based schemes ask.</summary>
    /// <remarks>An insertion sort: there are a handful of headers, mostly in order already, and it allocates nothing.</remarks>
    public static void Sort(Span<HeaderField> headers)
    {
        for (int i = 1; i < headers.Length; i++)
        {
            HeaderField current = headers[i];
            int place = i;
            // Stryker disable once Equality: a request has no two headers of one name.
            for (; place > 0 && Compare(headers[place - 1].Name, current.Name) > 0; place--)
            {
                headers[place] = headers[place - 1];
            }

            headers[place] = current;
        }
    }

    private static int Compare(string left, string right)
    {
        int shared = Math.Min(left.Length, right.Length);
        for (int i = 0; i < shared; i++)
        {
            int order = AsciiText.ToLower(left[i]) - AsciiText.ToLower(right[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return left.Length - right.Length;
    }
}
