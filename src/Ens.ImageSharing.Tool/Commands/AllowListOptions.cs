using System.CommandLine;
using Ens.ImageSharing.Governance;
using Ens.ImageSharing.Tool.Inputs;

namespace Ens.ImageSharing.Tool.Commands;

/// <summary>The allow-list of <c>audit</c> and <c>plan</c>, and the day it is applied for.</summary>
internal sealed class AllowListOptions
{
    private readonly Option<string> _allow = new("--allow")
    {
        HelpName = "FILE",
        Description = "The allow-list: CSV with the columns account, image, name, reason, owner, expiry, or JSON.",
        Required = true,
    };

    private readonly Option<DateOnly?> _asOf = new("--as-of")
    {
        HelpName = "YYYY-MM-DD",
        Description = "The day that expiries are compared with. The default is today in UTC.",
        CustomParser = OptionValues.Day,
    };

    public void AddTo(Command command)
    {
        command.Add(_allow);
        command.Add(_asOf);
    }

    public string File(ParseResult result) => result.GetRequiredValue(_allow);

    /// <exception cref="InputFileException">The file cannot be used.</exception>
    public AllowListFile Read(ParseResult result) => AllowListFile.Read(File(result));

    /// <summary>Options for a day that stays the same over midnight.</summary>
    public ShareAuditOptions AuditOptions(Verb verb) => new()
    {
        Parallelism = verb.Settings.Parallelism,
        AsOf = verb.Result.GetValue(_asOf) ?? DateOnly.FromDateTime(verb.Host.Time.GetUtcNow().UtcDateTime),
    };
}
