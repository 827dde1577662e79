using System.Text;
using System.Text.Json;

namespace Ens.ImageSharing.Wire;

/// <summary>What an error answer says of itself, as far as it can be found.</summary>
/// <remarks>All but <see cref="Message"/> is masked: a service that echoes a secret may do so anywhere.</remarks>
internal sealed class ErrorEnvelope
{
    private readonly EnsAccessKey? _key;

    private ErrorEnvelope(EnsAccessKey? key) => _key = key;

    public string? Code { get; private set; }

    /// <summary>What the service said, as it said it: the comparison of signed texts needs it whole, and whoever shows it masks it.</summary>
    public string? Message { get; private set; }

    public string? RequestId { get; private set; }

    public string? HostId { get; private set; }

    public string? Recommend { get; private set; }

    public EnsAccessDeniedDetail? AccessDeniedDetail { get; private set; }

    /// <summary>Reads XML or JSON by the first character, since the content type cannot be trusted; keeps what was read before the text broke off or turned out to be neither.</summary>
    public static ErrorEnvelope Read(string body, EnsAccessKey? key)
    {
        ErrorEnvelope envelope = new(key);
        ReadOnlySpan<char> text = body.AsSpan().TrimStart();
        if (text.StartsWith("<".AsSpan(), StringComparison.Ordinal))
        {
            envelope.ReadXml(text);
        }
        else
        {
            envelope.ReadJson(Encoding.UTF8.GetBytes(body));
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
                // An envelope may be wrapped in an object of its own, as <Error> is in XML; nothing else nests these names.
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
            Code ??= ReadMasked(ref json);
        }
        else if (JsonMember.Is(ref json, "Message"u8))
        {
            Message ??= ReadText(ref json);
        }
        else if (JsonMember.Is(ref json, "RequestId"u8))
        {
            RequestId ??= ReadMasked(ref json);
        }
        else if (JsonMember.Is(ref json, "HostId"u8))
        {
            HostId ??= ReadMasked(ref json);
        }
        else if (JsonMember.Is(ref json, "Recommend"u8))
        {
            Recommend ??= ReadMasked(ref json);
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
            if (JsonMember.Is(ref json, "AuthAction"u8))
            {
                detail.AuthAction = ReadMasked(ref json);
            }
            else if (JsonMember.Is(ref json, "AuthPrincipalDisplayName"u8))
            {
                detail.AuthPrincipalDisplayName = ReadMasked(ref json);
            }
            else if (JsonMember.Is(ref json, "AuthPrincipalOwnerId"u8))
            {
                detail.AuthPrincipalOwnerId = ReadMasked(ref json);
            }
            else if (JsonMember.Is(ref json, "AuthPrincipalType"u8))
            {
                detail.AuthPrincipalType = ReadMasked(ref json);
            }
            else if (JsonMember.Is(ref json, "NoPermissionType"u8))
            {
                detail.NoPermissionType = ReadMasked(ref json);
            }
            else if (JsonMember.Is(ref json, "PolicyType"u8))
            {
                detail.PolicyType = ReadMasked(ref json);
            }
            else if (JsonMember.Is(ref json, "EncodedDiagnosticMessage"u8))
            {
                detail.EncodedDiagnosticMessage = ReadMasked(ref json);
            }
            else
            {
                json.Skip();
            }
        }
    }

    private string? ReadMasked(ref Utf8JsonReader json) => Masked(ReadText(ref json));

    private static string? ReadText(ref Utf8JsonReader json)
    {
        json.Read();
        return JsonMember.ReadText(ref json);
    }

    private string? Masked(string? text) => text is null ? null : SecretMask.Apply(text, _key);

    private void ReadXml(ReadOnlySpan<char> text)
    {
        Code = Masked(Element(text, "Code"));
        Message = Element(text, "Message");
        RequestId = Masked(Element(text, "RequestId"));
        HostId = Masked(Element(text, "HostId"));
        Recommend = Masked(Element(text, "Recommend"));
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
