using System.Globalization;
using Ens.ImageSharing.Governance;

namespace Ens.ImageSharing.Tool.Reports;

/// <summary>Lists that may be long. A long one is closed until it is opened, and is printed all the same.</summary>
internal static class HtmlList
{
    /// <summary>The most items that are shown at once.</summary>
    public const int Longest = 50;

    /// <summary>A number with its noun: <c>1 image</c>, <c>2 images</c>.</summary>
    public static string Count(int number, string singular, string? plural = null) =>
        $"{Number(number)} {(number == 1 ? singular : plural ?? singular + "s")}";

    public static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>The verdicts with few items, which share one table, and those with many, which each have a list of their own.</summary>
    public static (IReadOnlyList<ShareVerdict> Short, IReadOnlyList<ShareVerdict> Long) Split<T>(ILookup<ShareVerdict, T> items)
    {
        ILookup<bool, ShareVerdict> verdicts = VerdictNames.WorstFirst.Where(items.Contains)
            .ToLookup(verdict => items[verdict].Count() > Longest);
        return ([.. verdicts[false]], [.. verdicts[true]]);
    }
}
