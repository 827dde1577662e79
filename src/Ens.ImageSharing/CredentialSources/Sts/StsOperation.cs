using System.Globalization;
using System.Text;
using System.Text.Json;
using Ens.ImageSharing.Text;
using Ens.ImageSharing.Wire;

namespace Ens.ImageSharing.CredentialSources;

/// <summary>An operation of STS that assumes a role.</summary>
internal abstract class StsOperation(string roleArn, string sessionName, EnsRoleOptions options) : IOperation<EnsAccessKey>
{
    protected const string StsVersion = "2015-04-01";

    public string RoleArn { get; } = roleArn;

    public abstract OperationFacts Facts { get; }

    public string Subject => $"role {RoleArn}";

    public virtual IReadOnlyList<string> Secrets => [];

    protected string SessionName { get; } = sessionName;

    protected EnsRoleOptions Options { get; } = options;

    protected string DurationSeconds => ((long)Options.Duration.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    public abstract string ToQueryString();

    public virtual string? ToForm() => null;

    public EnsAccessKey? Read(ReadOnlySpan<byte> body, string? requestId)
    {
        try
        {
            using JsonDocument document = JsonStrings.Parse(Encoding.UTF8.GetString(body));
            return JsonStrings.Member(document.RootElement, "Credentials") is { ValueKind: JsonValueKind.Object } key
                ? AccessKeyJson.ToKey(JsonStrings.Of(key))
                : AccessKeyJson.RefusalCode(JsonStrings.Of(document.RootElement)) is not null ? null
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
            text.AppendParameter(Encoding.UTF8.GetBytes(name), value is { Length: > 0 } ? value : null);
        }

        string query = text.ToString();
        text.Dispose();
        return query;
    }
}
