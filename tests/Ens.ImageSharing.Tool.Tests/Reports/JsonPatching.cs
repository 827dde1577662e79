using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Ens.ImageSharing.Tool.Tests.Reports;

/// <summary>Changes one value of a document, by a path such as <c>$.images[0].error</c>.</summary>
internal static partial class JsonPatching
{
    public static void Set(JsonNode document, string path, JsonNode? value)
    {
        string[] steps = [.. Step().Matches(path).Select(match => match.Value)];
        JsonNode parent = document;
        foreach (string step in steps[..^1])
        {
            parent = (int.TryParse(step, CultureInfo.InvariantCulture, out int index) ? parent[index] : parent[step])!;
        }

        if (int.TryParse(steps[^1], CultureInfo.InvariantCulture, out int last))
        {
            parent[last] = value;
        }
        else
        {
            parent[steps[^1]] = value;
        }
    }

    [GeneratedRegex("[A-Za-z0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex Step();
}
