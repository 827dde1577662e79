using System.CommandLine;
using Ens.ImageSharing.Tool.Outputs;
using Ens.ImageSharing.Tool.Terminal;
using Ens.ImageSharing.Tool.Text;

namespace Ens.ImageSharing.Tool.Commands;

/// <summary>The outputs of an audit, which <c>audit</c>, <c>merge</c> and <c>demo</c> share.</summary>
internal sealed class AuditOutputOptions
{
    private readonly Option<string?> _html = new("--html") { HelpName = "FILE", Description = "Writes an HTML page." };
    private readonly Option<string?> _csv = new("--csv") { HelpName = "FILE", Description = "Writes comma-separated values." };
    private readonly Option<bool> _excel = new("--excel")
    {
        Description = "Formats --csv for Excel: with a byte order mark, and IDs as text.",
    };
    private readonly Option<string?> _report = new("--report")
    {
        HelpName = "FILE",
        Description = "Writes the JSON report, which --baseline and merge read.",
    };
    private readonly Option<string?> _sarif = new("--sarif") { HelpName = "FILE", Description = "Writes SARIF 2.1.0 for code scanning." };
    private readonly Option<string?> _junit = new("--junit") { HelpName = "FILE", Description = "Writes a JUnit report." };
    private readonly Option<bool> _mask = new("--mask")
    {
        Description = "Shows only the last four digits of account IDs. Cannot be combined with --report.",
    };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_html, _csv, _excel, _report, _sarif, _junit, _mask])
        {
            command.Add(option);
        }
    }

    public AccountText Accounts(ParseResult result) => new(result.GetValue(_mask));

    /// <summary>Reads the options.</summary>
    /// <exception cref="UsageException">They contradict each other.</exception>
    public AuditOutputs Read(ParseResult result)
    {
        if (result.GetValue(_mask) && result.GetValue(_report) is not null)
        {
            throw new UsageException(
                "--mask and --report cannot be combined: a report keeps its accounts, so that it can serve as a baseline.");
        }

        if (result.GetValue(_excel) && result.GetValue(_csv) is null)
        {
            throw new UsageException("--excel requires --csv.");
        }

        return new AuditOutputs(Accounts(result))
        {
            Html = result.GetValue(_html),
            Csv = result.GetValue(_csv),
            Excel = result.GetValue(_excel),
            Report = result.GetValue(_report),
            Sarif = result.GetValue(_sarif),
            JUnit = result.GetValue(_junit),
        };
    }
}
