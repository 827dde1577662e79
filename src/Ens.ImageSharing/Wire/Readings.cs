namespace Ens.ImageSharing.Wire;

/// <summary>
/// All readings of a text: as it is, and with escapes, Base64 and hex undone in any order and as often as they were applied.
/// </summary>
internal static class Readings
{
    /// <summary>
    /// How many times the length of a text its readings may have together. Hostile text has more readings than are worth the time.
    /// </summary>
    private const int MaxGrowth = 32;

    /// <summary>Short texts may be nested deeper.</summary>
    private const int FreeLength = 64 * 1024;

    private static readonly Func<Reading, Reading?>[] Decoders =
        [Escapes.UndoJson, Escapes.UndoXml, Escapes.UndoUrl, BinaryText.UndoBase64, BinaryText.UndoHex];

    /// <summary>The readings with the fewest encodings undone come first.</summary>
    public static IEnumerable<Reading> Of(string text)
    {
        long rest = ((long)MaxGrowth * text.Length) + FreeLength;
        HashSet<string> seen = new(StringComparer.Ordinal) { text };
        Queue<Reading> open = new([new Reading(text)]);
        while (open.Count > 0)
        {
            Reading reading = open.Dequeue();
            yield return reading;
            foreach (Func<Reading, Reading?> decode in Decoders)
            {
                if (rest > 0 && decode(reading) is { Text.Length: > 0 } further && seen.Add(further.Text))
                {
                    rest -= further.Text.Length;
                    open.Enqueue(further);
                }
            }
        }
    }
}
