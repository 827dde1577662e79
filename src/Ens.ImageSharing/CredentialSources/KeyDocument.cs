using System.Globalization;
using System.Text;
using System.Text.Json;
using Ens.ImageSharing.Wire;

namespace Ens.ImageSharing.CredentialSources;

/// <summary>A key as JSON, in the two spellings there are: that of the services and that of the command-line client.</summary>
internal static class KeyDocument
{
    /// <summary>The key in an answer that may also carry a code.</summary>
    /// <exception cref="EnsAuthenticationException">There is none; the message says why and shows nothing of the answer but its code.</exception>
    public static EnsAccessKey Read(string json)
    {
        Dictionary<string, string> texts;
        try
        {
            using JsonDocument document = JsonTexts.Parse(json);
            texts = JsonTexts.Of(document.RootElement);
        }
        catch (JsonException exception)
        {
            throw new EnsAuthenticationException("the answer is not the JSON of a key", exception);
        }

        return Refusal(texts) is { } code ? throw new EnsAuthenticationException($"the answer has the code '{(code.Length <= 64 ? code : "…")}' in place of a key") : ToKey(texts);
    }

    /// <summary>The code of an answer that is a refusal.</summary>
    public static string? Refusal(Dictionary<string, string> texts) =>
        texts.TryGetValue("Code", out string? code) && !JsonMember.IsSuccess(Encoding.UTF8.GetBytes(code)) ? code : null;

    /// <exception cref="EnsAuthenticationException">A part is missing or cannot be one.</exception>
    public static EnsAccessKey ToKey(Dictionary<string, string> texts)
    {
        string? Find(string name, string otherName) => texts.TryGetValue(name, out string? text) || texts.TryGetValue(otherName, out text) ? text : null;
        try
        {
            return new EnsAccessKey(
                Find("AccessKeyId", "access_key_id") ?? "",
                Find("AccessKeySecret", "access_key_secret") ?? "",
                Find("SecurityToken", "sts_token"),
                ReadTime(Find("Expiration", "expiration")));
        }
        catch (ArgumentException exception)
        {
            throw new EnsAuthenticationException($"the key in the answer cannot be used: {exception.Message}", exception);
        }
    }

    /// <summary>A time in UTC, whatever the culture and the machine's time zone.</summary>
    public static DateTimeOffset? ReadTime(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time)
            ? time
            : throw new EnsAuthenticationException("the expiration of the key is not a time");
    }
}
