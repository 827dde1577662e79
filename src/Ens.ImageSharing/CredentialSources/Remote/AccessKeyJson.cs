using System.Globalization;
using System.Text;
using System.Text.Json;
using Ens.ImageSharing.Wire;

namespace Ens.ImageSharing.CredentialSources;

/// <summary>An access key as JSON, in the spelling of the services or of the command-line client.</summary>
internal static class AccessKeyJson
{
    /// <summary>Reads the key in an answer that may have a code instead.</summary>
    /// <exception cref="EnsAuthenticationException">
    /// There is no key. The message says why, and contains nothing of the answer but its code.
    /// </exception>
    public static EnsAccessKey Read(string json)
    {
        Dictionary<string, string?> members;
        try
        {
            using JsonDocument document = JsonStrings.Parse(json);
            members = JsonStrings.Of(document.RootElement);
        }
        catch (JsonException exception)
        {
            throw new EnsAuthenticationException("the answer is not a JSON object with an access key", exception);
        }

        return RefusalCode(members) is { } code
            ? throw new EnsAuthenticationException($"the answer has the code '{code}' instead of an access key") : ToKey(members);
    }

    /// <summary>The code of an answer that is a refusal; <c>…</c> stands for what does not look like a code.</summary>
    public static string? RefusalCode(Dictionary<string, string?> members) =>
        !members.TryGetValue("Code", out string? code) ? null
        : code is null || code.Length > 64 || !Array.TrueForAll(code.ToCharArray(), IsCodeCharacter) ? "…"
        : JsonMember.IsSuccess(Encoding.UTF8.GetBytes(code)) ? null : code;

    /// <exception cref="EnsAuthenticationException">
    /// A part is missing or invalid. The message names the part and not its value.
    /// </exception>
    public static EnsAccessKey ToKey(Dictionary<string, string?> members)
    {
        string id = Find(members, "AccessKeyId", "access_key_id") ?? throw Missing("AccessKeyId");
        string secret = Find(members, "AccessKeySecret", "access_key_secret") ?? throw Missing("AccessKeySecret");
        string? token = Find(members, "SecurityToken", "sts_token");
        DateTimeOffset? expiresAt = ReadTime(Find(members, "Expiration", "expiration"));
        try
        {
            return new EnsAccessKey(id, secret, token, expiresAt);
        }
        catch (ArgumentException exception)
        {
            throw new EnsAuthenticationException($"the access key in the answer cannot be used: {exception.Message}", exception);
        }
    }

    /// <summary>Reads a time, independent of the culture and the time zone of the machine; without an offset it is UTC.</summary>
    /// <exception cref="EnsAuthenticationException">The text is not a time.</exception>
    public static DateTimeOffset? ReadTime(string? text)
    {
        if (text is null)
        {
            return null;
        }

        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Utc, out DateTimeOffset time)
            ? time
            : throw new EnsAuthenticationException("the expiration of the access key is not a time");
    }

    private static string? Find(Dictionary<string, string?> members, string name, string otherName)
    {
        string found = members.ContainsKey(name) ? name : otherName;
        return members.TryGetValue(found, out string? text)
            ? text ?? throw new EnsAuthenticationException($"the member {found} of the answer is not a text")
            : null;
    }

    private static bool IsCodeCharacter(char character) =>
        character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '.' or '_' or '-';

    private static EnsAuthenticationException Missing(string name) => new($"the access key in the answer has no {name}");
}
