using System.Globalization;
using System.Text;
using System.Text.Json;
using Ens.ImageSharing.Signing;
using Ens.ImageSharing.Wire;

namespace Ens.ImageSharing.CredentialSources;

/// <summary>An operation of STS that assumes a role.</summary>
internal abstract class StsOperation(string roleArn, string sessionName, EnsRoleOptions options) : IOperation<EnsAccessKey>
{
    public string RoleArn { get; } = roleArn;

    /// <summary>Secrets that the operation sends and that STS may echo. They are masked in messages.</summary>
    public virtual IReadOnlyList<string> Secrets => [];

    protected string SessionName { get; } = sessionName;

    protected EnsRoleOptions Options { get; } = options;

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
        using JsonDocument document = JsonStrings.Parse(Encoding.UTF8.GetString(body));
        return JsonStrings.Member(document.RootElement, "Credentials") is { ValueKind: JsonValueKind.Object } key
            ? AccessKeyJson.ToKey(JsonStrings.Of(key))
            : AccessKeyJson.RefusalCode(JsonStrings.Of(document.RootElement)) is not null ? null
            : throw new JsonException("The answer has no credentials.");
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

/// <summary>Exchanges an access key for the temporary key of a role.</summary>
internal sealed class AssumeRole(string roleArn, string sessionName, EnsRoleOptions options, string? externalId)
    : StsOperation(roleArn, sessionName, options)
{
    public override string Action => "AssumeRole";

    public override string Permission => "sts:AssumeRole on the role, and the role must trust the caller";

    public override string ToQueryString() => Encode(
        ("RoleArn", RoleArn), ("RoleSessionName", SessionName), ("DurationSeconds", DurationSeconds), ("Policy", Options.Policy),
        ("ExternalId", externalId));

    // Must not be null, even if empty; see PageQuery.CreateContent.
    public override HttpContent CreateContent() => new ByteArrayContent([]);
}

/// <summary>
/// Exchanges an OIDC token for the temporary key of a role, for example in Kubernetes. Not signed, because there is no key yet.
/// </summary>
internal sealed class AssumeRoleWithOidc(
    string roleArn,
    string sessionName,
    EnsRoleOptions options,
    string oidcProviderArn,
    string oidcToken,
    Func<DateTimeOffset> clock,
    Func<string> newNonce)
    : StsOperation(roleArn, sessionName, options)
{
    public override string Action => "AssumeRoleWithOIDC";

    public override IReadOnlyList<string> Secrets => [oidcToken];

    public override string Permission => "of the role's trust policy, which must name the OIDC provider";

    public override string ToQueryString() => Encode(
        ("Action", Action), ("Format", "JSON"), ("Version", Version),
        ("Timestamp", clock().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
        ("SignatureNonce", newNonce()));

    /// <summary>In the body, so that the token does not show in logs of addresses.</summary>
    public override HttpContent CreateContent() => new StringContent(
        Encode(("OIDCProviderArn", oidcProviderArn), ("OIDCToken", oidcToken), ("RoleArn", RoleArn), ("RoleSessionName", SessionName),
        ("DurationSeconds", DurationSeconds), ("Policy", Options.Policy)),
        Encoding.UTF8,
        "application/x-www-form-urlencoded");
}
