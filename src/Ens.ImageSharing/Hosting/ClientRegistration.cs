using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Ens.ImageSharing.Hosting;

/// <summary>How a client was registered: under which names, and with which configuration section.</summary>
internal sealed class ClientRegistration(string? serviceKey, IConfiguration? section) : IValidateOptions<EnsClientOptions>
{
    private const string DefaultHttpClientName = "Ens.ImageSharing";

    public string? ServiceKey { get; } = serviceKey;

    public string HttpClientName { get; } = serviceKey is null ? DefaultHttpClientName : DefaultHttpClientName + ":" + serviceKey;

    /// <summary>The unkeyed client has the unnamed options, so that <c>Configure&lt;EnsClientOptions&gt;</c> applies to it.</summary>
    public string OptionsName { get; } =
        serviceKey is null ? Microsoft.Extensions.Options.Options.DefaultName : DefaultHttpClientName + ":" + serviceKey;

    /// <summary>The access key or profile in the section; <see langword="null"/> if it has neither.</summary>
    public EnsCredentials? CreateCredentials(TimeProvider? timeProvider) =>
        section is null ? null : new CredentialsSection(section).Create(timeProvider);

    /// <summary>Reads the options of the section. The binder takes an empty text for a text; here it counts as not set.</summary>
    public void Bind(EnsClientOptions options)
    {
        if (section is null)
        {
            return;
        }

        (string? regionId, string? applicationId) = (options.RegionId, options.ApplicationId);
        section.Bind(options);
        options.RegionId = options.RegionId is "" ? regionId : options.RegionId;
        options.ApplicationId = options.ApplicationId is "" ? applicationId : options.ApplicationId;
    }

    public ValidateOptionsResult Validate(string? name, EnsClientOptions options)
    {
        if (section is null || name != OptionsName)
        {
            return ValidateOptionsResult.Skip;
        }

        List<string> mistakes = [.. CredentialsSection.MistakenKeys(section, OptionKeys), .. new CredentialsSection(section).Mistakes()];
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    private static readonly string[] OptionKeys =
    [
        nameof(EnsClientOptions.Endpoint), nameof(EnsClientOptions.RegionId), nameof(EnsClientOptions.UseVpcEndpoint),
        nameof(EnsClientOptions.SignatureVersion), nameof(EnsClientOptions.MaxRetries), nameof(EnsClientOptions.RetryDelay),
        nameof(EnsClientOptions.MaxRetryDelay), nameof(EnsClientOptions.AttemptTimeout), nameof(EnsClientOptions.Timeout),
        nameof(EnsClientOptions.PagesInFlight), nameof(EnsClientOptions.MaxResponseBytes), nameof(EnsClientOptions.MaxCallsPerSecond),
        nameof(EnsClientOptions.ApplicationId), CredentialsSection.Key,
    ];
}
