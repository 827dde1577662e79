using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ens.ImageSharing.Wire;

namespace Ens.ImageSharing.CredentialSources;

/// <summary>A key as JSON: as metadata, credentials URIs and STS write it.</summary>
internal sealed class KeyDocument
{
    public string? Code { get; set; }

    public string? AccessKeyId { get; set; }

    public string? AccessKeySecret { get; set; }

    public string? SecurityToken { get; set; }

    public string? Expiration { get; set; }

    /// <summary>The key in an answer that may also carry a code.</summary>
    /// <exception cref="EnsAuthenticationException">There is none; the message says why and shows nothing of the answer but its code.</exception>
    public static EnsAccessKey Read(string json)
    {
        KeyDocument document;
        try
        {
            document = JsonSerializer.Deserialize(json, KeyJson.Default.KeyDocument) ?? new KeyDocument();
        }
        catch (JsonException exception)
        {
            throw new EnsAuthenticationException("the answer is not the JSON of a key", exception);
        }

        return document.Code is { Length: > 0 } code && !JsonName.IsSuccess(Encoding.UTF8.GetBytes(code))
            ? throw new EnsAuthenticationException($"the answer has the code '{(code.Length <= 64 ? code : "…")}' in place of a key")
            : document.ToKey();
    }

    /// <exception cref="EnsAuthenticationException">A part is missing or cannot be one.</exception>
    public EnsAccessKey ToKey()
    {
        try
        {
            return new EnsAccessKey(
                AccessKeyId ?? "",
                AccessKeySecret ?? "",
                string.IsNullOrWhiteSpace(SecurityToken) ? null : SecurityToken,
                ReadTime(Expiration));
        }
        catch (ArgumentException exception)
        {
            throw new EnsAuthenticationException($"the key in the answer cannot be used: {exception.Message}", exception);
        }
    }

    /// <summary>A time in UTC, whatever the culture and the machine's time zone.</summary>
    public static DateTimeOffset? ReadTime(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time)
            ? time
            : throw new EnsAuthenticationException("the expiration of the key is not a time");
    }
}

/// <summary>What STS answers.</summary>
internal sealed class StsDocument
{
    public string? Code { get; set; }

    public KeyDocument? Credentials { get; set; }
}

/// <summary>What a process writes.</summary>
internal sealed class ProcessDocument
{
    public string? Mode { get; set; }

    public string? AccessKeyId { get; set; }

    public string? AccessKeySecret { get; set; }

    public string? StsToken { get; set; }

    public string? Expiration { get; set; }
}

/// <summary>Reads keys without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true, AllowTrailingCommas = true)]
[JsonSerializable(typeof(KeyDocument))]
[JsonSerializable(typeof(StsDocument))]
internal sealed partial class KeyJson : JsonSerializerContext;

/// <summary>Reads what the command-line client writes, in its spelling.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, PropertyNameCaseInsensitive = true, AllowTrailingCommas = true, ReadCommentHandling = JsonCommentHandling.Skip)]
[JsonSerializable(typeof(ProcessDocument))]
[JsonSerializable(typeof(CliConfiguration))]
internal sealed partial class CliJson : JsonSerializerContext;
