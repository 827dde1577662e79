using System.Text.Json;

namespace Ens.ImageSharing.CredentialSources;

/// <summary>The profiles of the command-line client's file, which is JSON.</summary>
internal static class CliProfiles
{
    /// <summary>Reads the profiles, and which of them is the current one.</summary>
    /// <exception cref="FormatException">
    /// The text is not what the command-line client writes. The message has a line number and no part of the text.
    /// </exception>
    public static (List<Profile> Profiles, string? Current) Parse(string text, string file)
    {
        try
        {
            using JsonDocument document = JsonStrings.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new FormatException("is JSON, but not an object.");
            }

            Dictionary<string, string?> root = JsonStrings.Of(document.RootElement);
            List<Profile> profiles = [];
            switch (JsonStrings.Member(document.RootElement, "profiles"))
            {
                case { ValueKind: JsonValueKind.Array } list:
                    profiles.AddRange(list.EnumerateArray().Select(element => Read(element, file)));
                    break;
                case null or { ValueKind: JsonValueKind.Null }:
                    break;
                default:
                    throw new FormatException("has a member profiles that is not an array.");
            }

            return root.TryGetValue("current", out string? current) && current is null
                ? throw new FormatException("has a member current that is not a text.")
                : (profiles, current);
        }
        catch (JsonException exception)
        {
            throw new FormatException(
                FormattableString.Invariant($"is not valid JSON, at line {(exception.LineNumber ?? 0) + 1}."), exception);
        }
    }

    private static Profile Read(JsonElement element, string file)
    {
        Dictionary<string, string?> members = JsonStrings.Of(element);
        if (JsonStrings.Member(element, "policy") is { ValueKind: JsonValueKind.Object } policy)
        {
            // People write the policy as what it is, and not as JSON within a text.
            members["policy"] = JsonStrings.Compact(policy);
        }

        return new Profile(members.TryGetValue("name", out string? name) ? name ?? "" : "", file, members);
    }
}
