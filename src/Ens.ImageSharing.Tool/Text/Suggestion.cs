namespace Ens.ImageSharing.Tool.Text;

/// <summary>Finds the name that was probably meant.</summary>
internal static class Suggestion
{
    private const int MostEdits = 3;

    /// <summary>A sentence with the closest known name, or nothing if none is close.</summary>
    public static string Of(string given, IEnumerable<string> known) =>
        known.Select(name => (Name: name, Edits: Edits(given, name)))
            .Where(candidate => candidate.Edits <= Math.Min(MostEdits, candidate.Name.Length / 2))
            .OrderBy(candidate => candidate.Edits)
            .Select(candidate => $" Did you mean '{candidate.Name}'?")
            .FirstOrDefault("");

    /// <summary>The number of characters to insert, to remove or to replace.</summary>
    private static int Edits(string left, string right)
    {
        int[] row = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (left[i - 1] == right[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
