using System.Text.Json;

namespace Ens.ImageSharing.CredentialSources;

/// <summary>The members of a JSON object that have one value, as texts, by their names in any letter case. The files and answers that hold keys have no others of interest.</summary>
internal static class JsonTexts
{
    private static readonly JsonDocumentOptions Tolerant = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static JsonDocument Parse(string json) => JsonDocument.Parse(json, Tolerant);

    /// <exception cref="JsonException">The element is not an object.</exception>
    public static Dictionary<string, string> Of(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("Not an object.");
        }

        Dictionary<string, string> texts = new(StringComparer.OrdinalIgnoreCase);
        foreach (JsonProperty member in element.EnumerateObject())
        {
            string? text = member.Value.ValueKind switch
            {
                JsonValueKind.String => member.Value.GetString(),
                JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => member.Value.GetRawText(),
                _ => null,
            };
            if (!string.IsNullOrWhiteSpace(text))
            {
                texts[member.Name] = text!;
            }
        }

        return texts;
    }

    /// <summary>A member of any kind, by its name in any letter case.</summary>
    public static JsonElement? Member(JsonElement element, string name)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty member in element.EnumerateObject())
            {
                if (member.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    return member.Value;
                }
            }
        }

        return null;
    }
}
