using System.Text;
using System.Text.Json;

namespace Ens.ImageSharing.Wire;

/// <summary>What an error response says, as far as it can be found in its body.</summary>
internal sealed class ErrorEnvelope
{
    public string? Code { get; private set; }

    public string? Message { get; private set; }

    public string? RequestId { get; private set; }

    public string? HostId { get; private set; }

    public string? Recommend { get; private set; }

    public EnsAccessDeniedDetail? AccessDeniedDetail { get; private set; }

    /// <summary>
    /// Reads XML or JSON by the first character, since the content type cannot be trusted. Keeps what was read before the text broke off or
    /// turned out to be neither.
    /// </summary>
    public static ErrorEnvelope Read(string body)
    {
        ErrorEnvelope envelope = new();
        ReadOnlySpan<char> text = body.AsSpan().TrimStart();
        switch (text)
        {
            // In a page for people, elements of the same names mean something else.
            case ['<', ..] when XmlElement.IsResponse(text):
                envelope.ReadXml(text);
                break;
            case ['{' or '[', ..]:
                envelope.ReadJson(Encoding.UTF8.GetBytes(body));
                break;
        }

        return envelope;
    }

    private void ReadJson(ReadOnlySpan<byte> body)
    {
        Utf8JsonReader json = new(body, new JsonReaderOptions { AllowTrailingCommas = true });
        try
        {
            while (json.Read())
            {
                // An envelope may be wrapped in an object, as in <Error> in XML. Nothing else nests these names.
                if (json.TokenType == JsonTokenType.PropertyName)
                {
                    ReadMember(ref json);
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // What was read so far is all there is.
        }
    }

    private void ReadMember(ref Utf8JsonReader json)
    {
        if (JsonMember.Is(ref json, "Code"u8))
        {
            Code ??= ReadValue(ref json);
        }
        else if (JsonMember.Is(ref json, "Message"u8))
        {
            Message ??= ReadValue(ref json);
        }
        else if (JsonMember.Is(ref json, "RequestId"u8))
        {
            RequestId ??= ReadValue(ref json);
        }
        else if (JsonMember.Is(ref json, "HostId"u8))
        {
            HostId ??= ReadValue(ref json);
        }
        else if (JsonMember.Is(ref json, "Recommend"u8))
        {
            Recommend ??= ReadValue(ref json);
        }
        else if (JsonMember.Is(ref json, "AccessDeniedDetail"u8))
        {
            ReadAccessDeniedDetail(ref json);
        }
        else if (!JsonMember.Is(ref json, "Error"u8))
        {
            json.Skip();
        }
    }

    private void ReadAccessDeniedDetail(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return;
        }

        EnsAccessDeniedDetail detail = AccessDeniedDetail = new EnsAccessDeniedDetail();
        while (json.Read() && json.TokenType != JsonTokenType.EndObject)
        {
            detail = AccessDeniedDetail = ReadDetail(ref json, detail);
        }
    }

    private static EnsAccessDeniedDetail ReadDetail(ref Utf8JsonReader json, EnsAccessDeniedDetail detail) =>
        JsonMember.Is(ref json, "AuthAction"u8) ? detail with { AuthAction = ReadValue(ref json) }
        : JsonMember.Is(ref json, "AuthPrincipalDisplayName"u8) ? detail with { AuthPrincipalDisplayName = ReadValue(ref json) }
        : JsonMember.Is(ref json, "AuthPrincipalOwnerId"u8) ? detail with { AuthPrincipalOwnerId = ReadValue(ref json) }
        : JsonMember.Is(ref json, "AuthPrincipalType"u8) ? detail with { AuthPrincipalType = ReadValue(ref json) }
        : JsonMember.Is(ref json, "NoPermissionType"u8) ? detail with { NoPermissionType = ReadValue(ref json) }
        : JsonMember.Is(ref json, "PolicyType"u8) ? detail with { PolicyType = ReadValue(ref json) }
        : JsonMember.Is(ref json, "EncodedDiagnosticMessage"u8) ? detail with { EncodedDiagnosticMessage = ReadValue(ref json) }
        : Skipped(ref json, detail);

    private static EnsAccessDeniedDetail Skipped(ref Utf8JsonReader json, EnsAccessDeniedDetail unchanged)
    {
        json.Skip();
        return unchanged;
    }

    private static string? ReadValue(ref Utf8JsonReader json)
    {
        json.Read();
        try
        {
            return JsonMember.ReadText(ref json);
        }
        catch (InvalidOperationException)
        {
            // Other members can be read.
            return null;
        }
    }

    private void ReadXml(ReadOnlySpan<char> text)
    {
        Code = XmlElement.Find(text, "Code");
        Message = XmlElement.Find(text, "Message");
        RequestId = XmlElement.Find(text, "RequestId");
        HostId = XmlElement.Find(text, "HostId");
        Recommend = XmlElement.Find(text, "Recommend");
    }
}
