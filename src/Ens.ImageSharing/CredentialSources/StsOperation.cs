using System.Globalization;
using System.Text;
using System.Text.Json;
using Ens.ImageSharing.Signing;
using Ens.ImageSharing.Wire;

namespace Ens.ImageSharing.CredentialSources;

/// <summary>What both ways to assume a role have in common.</summary>
internal abstract record StsOperation(string RoleArn, string SessionName, EnsRoleOptions Options) : IOperation<EnsAccessKey>
{
    public abstract string Action { get; }

    public abstract string Permission { get; }

    public string Version => "2015-04-01";

    public string Subject => $"role {RoleArn}";

    public int? PageNumber => null;

    protected string DurationSeconds => ((long)Options.Duration.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    public abstract string ToQueryString();

    public abstract HttpContent CreateContent();

    public EnsAccessKey? Read(ReadOnlySpan<byte> body, string? requestId)
    {
        StsDocument? answer = JsonSerializer.Deserialize(body, KeyJson.Default.StsDocument);
        return answer switch
        {
            { Credentials: { } key } => key.ToKey(),
            { Code: { Length: > 0 } code } when !JsonName.IsSuccess(Encoding.UTF8.GetBytes(code)) => null,
            _ => throw new JsonException("The answer has no credentials."),
        };
    }

    /// <summary>Encodes the parameters that have a value.</summary>
    protected static string Encode(params (string Name, string? Value)[] parameters)
    {
        Utf8Buffer text = new(stackalloc byte[512]);
        foreach ((string name, string? value) in parameters)
        {
            if (value is { Length: > 0 })
            {
                text.Append(text.Written.IsEmpty ? [] : "&"u8);
                text.AppendPercentEncoded(name.AsSpan());
                text.Append((byte)'=');
                text.AppendPercentEncoded(value.AsSpan());
            }
        }

        string query = text.ToString();
        text.Dispose();
        return query;
    }
}

/// <summary>A role for who has a key already.</summary>
internal sealed record AssumeRole(string RoleArn, string SessionName, EnsRoleOptions Options, string? ExternalId) : StsOperation(RoleArn, SessionName, Options)
{
    public override string Action => "AssumeRole";

    public override string Permission => "sts:AssumeRole on the role, and the role must trust the caller";

    public override string ToQueryString() => Encode(
        ("RoleArn", RoleArn), ("RoleSessionName", SessionName), ("DurationSeconds", DurationSeconds), ("Policy", Options.Policy), ("ExternalId", ExternalId));

    // Some content, and be it empty: see PageQuery.
    public override HttpContent CreateContent() => new ByteArrayContent([]);
}

/// <summary>A role for who has a token of an OIDC provider: such as a workload in Kubernetes. Not signed, because there is no key yet.</summary>
internal sealed record AssumeRoleWithOidc(string RoleArn, string SessionName, EnsRoleOptions Options, string OidcProviderArn, string OidcToken, Func<DateTimeOffset> Clock, Func<string> NewNonce)
    : StsOperation(RoleArn, SessionName, Options)
{
    public override string Action => "AssumeRoleWithOIDC";

    public override string Permission => "of the role's trust policy, which must name the OIDC provider";

    public override string ToQueryString() => Encode(
        ("Action", Action), ("Format", "JSON"), ("Version", Version),
        ("Timestamp", Clock().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)), ("SignatureNonce", NewNonce()));

    /// <summary>In the body, where no log of addresses sees the token.</summary>
    public override HttpContent CreateContent() => new StringContent(
        Encode(("OIDCProviderArn", OidcProviderArn), ("OIDCToken", OidcToken), ("RoleArn", RoleArn), ("RoleSessionName", SessionName), ("DurationSeconds", DurationSeconds), ("Policy", Options.Policy)),
        Encoding.UTF8,
        "application/x-www-form-urlencoded");

    /// <summary>Not the members, of which one is a secret.</summary>
    public override string ToString() => $"{Action} {RoleArn}";
}
