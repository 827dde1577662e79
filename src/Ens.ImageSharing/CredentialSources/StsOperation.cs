using System.Globalization;
using System.Text;
using System.Text.Json;
using Ens.ImageSharing.Text;
using Ens.ImageSharing.Wire;

namespace Ens.ImageSharing.CredentialSources;

/// <summary>What both ways to assume a role have in common.</summary>
internal abstract class StsOperation(string roleArn, string sessionName, EnsRoleOptions options) : IOperation<EnsAccessKey>
{
    protected const string StsVersion = "2015-04-01";

    public string RoleArn { get; } = roleArn;

    protected string SessionName { get; } = sessionName;

    protected EnsRoleOptions Options { get; } = options;

    public abstract OperationFacts Facts { get; }

    public string Subject => $"role {RoleArn}";

    public virtual IReadOnlyList<string> Secrets => [];

    protected string DurationSeconds => ((long)Options.Duration.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    public abstract string ToQueryString();

    public virtual string? ToForm() => null;

    public EnsAccessKey? Read(ReadOnlySpan<byte> body, string? requestId)
    {
        try
        {
            using JsonDocument document = JsonTexts.Parse(Encoding.UTF8.GetString(body));
            return JsonTexts.Member(document.RootElement, "Credentials") is { ValueKind: JsonValueKind.Object } key ? KeyDocument.ToKey(JsonTexts.Of(key))
                : KeyDocument.Refusal(JsonTexts.Of(document.RootElement)) is not null ? null
                : throw new ResponseFormatException("It has no credentials.");
        }
        catch (EnsAuthenticationException exception)
        {
            throw new ResponseFormatException(exception.Message);
        }
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

/// <summary>Exchanges an existing access key for a role's temporary key.</summary>
internal sealed class AssumeRole(string roleArn, string sessionName, EnsRoleOptions options, string? externalId)
    : StsOperation(roleArn, sessionName, options)
{
    private static readonly OperationFacts Constants = new(
        "AssumeRole", StsVersion, "the RAM permission sts:AssumeRole on the role, and the role must trust the caller");

    public override OperationFacts Facts => Constants;

    public override string ToQueryString() => Encode(
        ("RoleArn", RoleArn), ("RoleSessionName", SessionName), ("DurationSeconds", DurationSeconds), ("Policy", Options.Policy), ("ExternalId", externalId));
}

/// <summary>Exchanges a token of an OIDC provider for a role's temporary key. Not signed, because there is no access key yet.</summary>
internal sealed class AssumeRoleWithOidc(string roleArn, string sessionName, EnsRoleOptions options, string oidcProviderArn, string oidcToken)
    : StsOperation(roleArn, sessionName, options)
{
    private static readonly OperationFacts Constants = new(
        "AssumeRoleWithOIDC", StsVersion, "that the trust policy of the role names the OIDC provider");

    public override OperationFacts Facts => Constants;

    public override IReadOnlyList<string> Secrets => [oidcToken];

    public override string ToQueryString() => "";

    /// <summary>In the body, where no log of URLs contains the token.</summary>
    public override string? ToForm() => Encode(
        ("OIDCProviderArn", oidcProviderArn),
        ("OIDCToken", oidcToken),
        ("RoleArn", RoleArn),
        ("RoleSessionName", SessionName),
        ("DurationSeconds", DurationSeconds),
        ("Policy", Options.Policy));
}
