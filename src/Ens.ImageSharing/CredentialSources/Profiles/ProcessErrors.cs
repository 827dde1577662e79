using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ens.ImageSharing.Wire;

namespace Ens.ImageSharing.CredentialSources;

/// <summary>The last line of a program's error output, fit for a message.</summary>
internal static class ProcessErrors
{
    private const int MaxLength = 200;

    /// <summary>What a name gives away as a secret: a word such as <c>access_key_secret</c>, and the value behind it.</summary>
    private static readonly Regex NamedSecret = new(
        """(?<name>(?:secret|token|password|signature|authorization)\w*["']?\s*[:=]\s*["']?(?:(?:basic|bearer)\s+)?)[^\s"',;]+""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(1));

    /// <summary>The members of the output that are no secrets.</summary>
    private static readonly string[] Harmless = ["mode", "expiration", "access_key_id", "AccessKeyId"];

    /// <summary>Formats the last line, with a colon before it; empty if there is none.</summary>
    /// <param name="errors">The error output.</param>
    /// <param name="output">The output, whose secrets the error output may repeat.</param>
    public static string Explain(string errors, string output)
    {
        string line = errors.Split('\n').Select(Printable).LastOrDefault(text => text.Length > 0) ?? "";
        line = new SecretMask(Secrets(output).Distinct(StringComparer.Ordinal)).Apply(line);
        line = NamedSecret.Replace(line, match => match.Groups["name"].Value + "***");
        line = line.Length <= MaxLength ? line : line[..MaxLength] + "…";
        return line.Length == 0 ? "" : $": {line.TrimEnd('.')}";
    }

    /// <summary>Without what could control a terminal or break the line.</summary>
    private static string Printable(string line)
    {
        StringBuilder text = new(line.Length);
        foreach (char character in line.Trim())
        {
            bool isVisible = !char.IsControl(character) && char.GetUnicodeCategory(character) != UnicodeCategory.Format;
            text.Append(isVisible ? character : '?');
        }

        return text.ToString();
    }

    private static string[] Secrets(string output)
    {
        try
        {
            using JsonDocument document = JsonStrings.Parse(output);
            return [.. Secrets(document.RootElement, name: "")];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Whatever it is, each word of it may be a secret.
            return output.Split([' ', '\t', '\r', '\n', '"', '\'', ',', ':', ';', '=', '{', '}', '[', ']']);
        }
    }

    private static IEnumerable<string> Secrets(JsonElement element, string name) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Secrets(member.Value, member.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Secrets(item, name)),
        _ => Harmless.Contains(name, StringComparer.OrdinalIgnoreCase) ? [] : [element.ToString()],
    };
}
