using Ens.ImageSharing.Governance;
using Microsoft.Extensions.Options;

namespace HostedWorker;

/// <summary>The section <c>Audit</c> of the configuration.</summary>
internal sealed class AuditOptions
{
    /// <summary>From the start of one run to the start of the next one. A run that takes longer delays the next one.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The allow-list.</summary>
    public IList<ShareAllowance> Allowed { get; } = [];
}

/// <summary>Refuses what makes no sense before the first run.</summary>
internal sealed class AuditOptionsValidation : IValidateOptions<AuditOptions>
{
    public ValidateOptionsResult Validate(string? name, AuditOptions options)
    {
        if (options.Interval < TimeSpan.FromSeconds(1) || options.Interval > TimeSpan.FromDays(30))
        {
            return ValidateOptionsResult.Fail($"Audit:Interval must be between 1 second and 30 days, but was {options.Interval}.");
        }

        try
        {
            _ = new AllowList(options.Allowed);
            return ValidateOptionsResult.Success;
        }
        catch (ArgumentException exception)
        {
            return ValidateOptionsResult.Fail($"Audit:Allowed: {exception.Message}");
        }
    }
}
