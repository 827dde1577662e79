using System.Text;
using System.Text.Json;

namespace Ens.ImageSharing.Wire;

/// <summary>What an error answer says of itself, as far as it can be found.</summary>
internal sealed class ErrorEnvelope
{
    public string? Code { get; private set; }

    /// <summary>What the service said, as it said it: the comparison of signed texts needs it whole, and whoever shows it masks it.</summary>
    public string? Message { get; private set; }

    public string? RequestId { get; private set; }

    public string? HostId { get; private set; }

    public string? Recommend { get; private set; }

    public EnsAccessDeniedDetail? AccessDeniedDetail { get; private set; }

    /// <summary>Reads JSON or XML by its first character, since the content type cannot be trusted; keeps what was read before the text broke off.</summary>
    public static ErrorEnvelope Read(string body)
    {
        ErrorEnvelope envelope = new();
        ReadOnlySpan<char> text = body.AsSpan().TrimStart();
        if (text.StartsWith("<".AsSpan(), StringComparison.Ordinal))
        {
            envelope.ReadXml(text);
        }
        else if (text.StartsWith("{".AsSpan(), StringComparison.Ordinal) || text.StartsWith("[".AsSpan(), StringComparison.Ordinal))
        {
            envelope.ReadJson(Encoding.UTF8.GetBytes(body));
        }

        return envelope;
    }

    /// <summary>The same, as it may be shown: a service that echoes a secret may do so anywhere.</summary>
    public ErrorEnvelope WithoutSecrets(EnsAccessKey? key) => new()
    {
        Code = Masked(Code, key),
        Message = Message,
        RequestId = Masked(RequestId, key),
        HostId = Masked(HostId, key),
        Recommend = Masked(Recommend, key),
        AccessDeniedDetail = AccessDeniedDetail is { } detail
            ? new EnsAccessDeniedDetail
            {
                AuthAction = Masked(detail.AuthAction, key),
                AuthPrincipalDisplayName = Masked(detail.AuthPrincipalDisplayName, key),
                AuthPrincipalOwnerId = Masked(detail.AuthPrincipalOwnerId, key),
                AuthPrincipalType = Masked(detail.AuthPrincipalType, key),
                NoPermissionType = Masked(detail.NoPermissionType, key),
                PolicyType = Masked(detail.PolicyType, key),
                EncodedDiagnosticMessage = Masked(detail.EncodedDiagnosticMessage, key),
            }
            : null,
    };

    private static string? Masked(string? text, EnsAccessKey? key) => text is null ? null : SecretMask.Apply(text, key);

    private void ReadJson(ReadOnlySpan<byte> body)
    {
        Utf8JsonReader json = new(body, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { AllowTrailingCommas = true }));
        try
        {
            while (json.Read())
            {
                // An envelope may be wrapped in an object of its own, as <Error> is in XML; nothing else nests these names.
                if (json.TokenType == JsonTokenType.PropertyName && !ReadMember(ref json))
                {
                    return;
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // What was read so far is all there is.
        }
    }

    private bool ReadMember(ref Utf8JsonReader json)
    {
        if (JsonName.Is(json, "code"u8))
        {
            Code ??= ReadText(ref json);
        }
        else if (JsonName.Is(json, "message"u8))
        {
            Message ??= ReadText(ref json);
        }
        else if (JsonName.Is(json, "requestid"u8))
        {
            RequestId ??= ReadText(ref json);
        }
        else if (JsonName.Is(json, "hostid"u8))
        {
            HostId ??= ReadText(ref json);
        }
        else if (JsonName.Is(json, "recommend"u8))
        {
            Recommend ??= ReadText(ref json);
        }
        else if (JsonName.Is(json, "accessdenieddetail"u8))
        {
            return json.Read() && (json.TokenType != JsonTokenType.StartObject || ReadAccessDeniedDetail(ref json));
        }
        else if (!JsonName.Is(json, "error"u8))
        {
            return json.TrySkip();
        }

        return true;
    }

    private bool ReadAccessDeniedDetail(ref Utf8JsonReader json)
    {
        EnsAccessDeniedDetail detail = new();
        bool whole = true;
        while ((whole = json.Read()) && json.TokenType != JsonTokenType.EndObject)
        {
            detail = true switch
            {
                _ when JsonName.Is(json, "authaction"u8) => detail with { AuthAction = ReadText(ref json) },
                _ when JsonName.Is(json, "authprincipaldisplayname"u8) => detail with { AuthPrincipalDisplayName = ReadText(ref json) },
                _ when JsonName.Is(json, "authprincipalownerid"u8) => detail with { AuthPrincipalOwnerId = ReadText(ref json) },
                _ when JsonName.Is(json, "authprincipaltype"u8) => detail with { AuthPrincipalType = ReadText(ref json) },
                _ when JsonName.Is(json, "nopermissiontype"u8) => detail with { NoPermissionType = ReadText(ref json) },
                _ when JsonName.Is(json, "policytype"u8) => detail with { PolicyType = ReadText(ref json) },
                _ when JsonName.Is(json, "encodeddiagnosticmessage"u8) => detail with { EncodedDiagnosticMessage = ReadText(ref json) },
                _ when json.TrySkip() => detail,
                _ => detail,
            };
        }

        AccessDeniedDetail = detail;
        return whole;
    }

    /// <summary>The text or number that follows; <see langword="null"/> for an empty text and for anything else.</summary>
    private static string? ReadText(ref Utf8JsonReader json)
    {
        if (!json.Read())
        {
            return null;
        }

        switch (json.TokenType)
        {
            case JsonTokenType.String:
                return json.GetString() is { Length: > 0 } text ? text : null;
            case JsonTokenType.Number:
                return Encoding.ASCII.GetString(json.ValueSpan);
            default:
                json.TrySkip();
                return null;
        }
    }

    private void ReadXml(ReadOnlySpan<char> text)
    {
        Code = Element(text, "Code");
        Message = Element(text, "Message");
        RequestId = Element(text, "RequestId");
        HostId = Element(text, "HostId");
        Recommend = Element(text, "Recommend");
    }

    /// <summary>The text of the first element of this name, in any letter case. Finding five flat elements, also in a text that breaks off, takes no XML reader.</summary>
    private static string? Element(ReadOnlySpan<char> text, string name)
    {
        int start = text.IndexOf($"<{name}>".AsSpan(), StringComparison.OrdinalIgnoreCase);
        if (start < 0)
        {
            return null;
        }

        ReadOnlySpan<char> rest = text[(start + name.Length + 2)..];
        int end = rest.IndexOf($"</{name}>".AsSpan(), StringComparison.OrdinalIgnoreCase);
        if (end < 0)
        {
            return null;
        }

        string value = System.Net.WebUtility.HtmlDecode(rest[..end].Trim().ToString());
        const string Open = "<![CDATA[", Close = "]]>";
        if (value.StartsWith(Open, StringComparison.Ordinal) && value.EndsWith(Close, StringComparison.Ordinal))
        {
            value = value[Open.Length..^Close.Length];
        }

        return value.Length == 0 ? null : value;
    }
}
