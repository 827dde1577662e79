using System.Text;
using System.Text.Json;

namespace Ens.ImageSharing.CredentialSources;

/// <summary>
/// The members of a JSON object as strings, by their names in any letter case: the form of all files and answers that hold keys.
/// </summary>
/// <remarks>No exception contains a part of the text, because the text holds secrets and the parser's own messages quote it.</remarks>
internal static class JsonStrings
{
    private static readonly JsonDocumentOptions Tolerant = new()
    { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <exception cref="JsonException">The text is not JSON. The exception has the line number and no part of the text.</exception>
    public static JsonDocument Parse(string json)
    {
        try
        {
            return JsonDocument.Parse(json.AsMemory(json.StartsWith('\uFEFF') ? 1 : 0), Tolerant);
        }
#pragma warning disable MA0054 // The parser's exception quotes the text.
        catch (JsonException exception)
        {
            long line = exception.LineNumber ?? 0;
            throw new JsonException(
                FormattableString.Invariant($"Not valid JSON, at line {line + 1}."), path: null, line, exception.BytePositionInLine);
        }
#pragma warning restore MA0054
    }

    /// <summary>
    /// Strings, numbers and booleans as text; <see langword="null"/> for an array or object. Members that are null or blank are left out.
    /// </summary>
    /// <exception cref="JsonException">The element is not an object, or a text in it is damaged.</exception>
    public static Dictionary<string, string?> Of(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("Not an object.");
        }

        try
        {
            Dictionary<string, string?> members = new(StringComparer.OrdinalIgnoreCase);
            foreach (JsonProperty member in element.EnumerateObject())
            {
                string? text = member.Value.ValueKind switch
                {
                    JsonValueKind.String => member.Value.GetString(),
                    JsonValueKind.Null => "",
                    JsonValueKind.Array or JsonValueKind.Object => null,
                    _ => member.Value.GetRawText(),
                };
                if (text is null || !string.IsNullOrWhiteSpace(text))
                {
                    members[member.Name] = text;
                }
            }

            return members;
        }
        catch (InvalidOperationException exception)
        {
            throw new JsonException("A text in it is not valid Unicode.", exception);
        }
    }

    /// <summary>A member of any kind, by its name in any letter case; the last one counts.</summary>
    public static JsonElement? Member(JsonElement element, string name)
    {
        JsonElement? found = null;
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty member in element.EnumerateObject())
            {
                if (IsNamed(member, name))
                {
                    found = member.Value;
                }
            }
        }

        return found;
    }

    /// <summary>The element as JSON text without comments.</summary>
    public static string Compact(JsonElement element)
    {
        using MemoryStream json = new();
        using (Utf8JsonWriter writer = new(json))
        {
            element.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(json.ToArray());
    }

    private static bool IsNamed(JsonProperty member, string name)
    {
        try
        {
            return member.Name.Equals(name, StringComparison.OrdinalIgnoreCase);
        }
        catch (InvalidOperationException)
        {
            // A name that is not valid Unicode is nobody's.
            return false;
        }
    }
}
