namespace Ens.ImageSharing.Tool.Text;

/// <summary>Finds the name that was meant by one with a slip.</summary>
internal static class ClosestName
{
    /// <summary>Names are short. What is longer is no name, and comparing it would take long.</summary>
    private const int MaxLength = 32;

    /// <summary>A shorter beginning may be that of anything.</summary>
    private const int ShortestBeginning = 3;

    /// <summary>The closest name; <see langword="null"/> if none is close.</summary>
    public static string? To(string given, IReadOnlyList<string> names)
    {
        if (given.Length > MaxLength)
        {
            return null;
        }

        string word = given.ToLowerInvariant();
        return names
            .Select(name => (Name: name, Distance: IsPart(word, name) ? 0 : Distance(word, name)))
            .Where(candidate => candidate.Distance <= Math.Max(1, word.Length / 3))
            .OrderBy(candidate => candidate.Distance)
            .FirstOrDefault().Name;
    }

    private static bool IsPart(string word, string name) => word.Contains(name, StringComparison.Ordinal)
        || (word.Length >= ShortestBeginning && name.StartsWith(word, StringComparison.Ordinal));

    /// <summary>How many characters must be inserted, removed, replaced, or swapped with their neighbour.</summary>
    private static int Distance(string from, string to)
    {
        int[][] distance = [.. Enumerable.Range(0, from.Length + 1).Select(_ => new int[to.Length + 1])];
        for (int i = 0; i <= from.Length; i++)
        {
            for (int j = 0; j <= to.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    distance[i][j] = i + j;
                    continue;
                }

                int replaced = distance[i - 1][j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                distance[i][j] = Math.Min(replaced, Math.Min(distance[i - 1][j], distance[i][j - 1]) + 1);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    distance[i][j] = Math.Min(distance[i][j], distance[i - 2][j - 2] + 1);
                }
            }
        }

        return distance[from.Length][to.Length];
    }
}
