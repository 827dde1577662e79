using System.CommandLine;
using System.Globalization;
using Ens.ImageSharing.Governance;
using Ens.ImageSharing.Tool.Connections;
using Ens.ImageSharing.Tool.Inputs;
using Ens.ImageSharing.Tool.Outputs;
using Ens.ImageSharing.Tool.Reports;
using Ens.ImageSharing.Tool.Terminal;

namespace Ens.ImageSharing.Tool.Commands;

/// <summary><c>audit</c>: judges images by an allow-list.</summary>
internal sealed class AuditCommand
{
    private readonly ImageSelection _images = new();
    private readonly AllowListOptions _allowList = new();
    private readonly AuditOutputOptions _outputs = new();

    private readonly Option<bool> _requireAllowed = new("--require-allowed")
    {
        Description = "Treats an image as different if an account of the allow-list does not have it.",
    };

    private readonly Option<int?> _expiringWithin = new("--expiring-within")
    {
        HelpName = "DAYS",
        Description = "Reports entries that expire within this many days, including the last one.",
        CustomParser = result => OptionValues.Number(0, 36_500)(result),
    };

    private readonly Option<string?> _baseline = new("--baseline")
    {
        HelpName = "REPORT",
        Description = "An earlier report. Only findings that it does not have make the exit code 1.",
    };

    private readonly Option<string?> _shard = new("--shard")
    {
        HelpName = "I/N",
        Description = "Audits only part I of N. The default is taken from JOB_COMPLETION_INDEX (starting at 0) and "
            + "JOB_COMPLETION_COUNT if both are set.",
    };

    public static Command Create(ToolHost host, CommonOptions common)
    {
        AuditCommand audit = new();
        Command command = new("audit", "Compares the accounts that images are shared with to an allow-list.");
        audit._images.AddTo(command);
        audit._allowList.AddTo(command);
        command.Add(audit._requireAllowed);
        command.Add(audit._expiringWithin);
        command.Add(audit._baseline);
        command.Add(audit._shard);
        audit._outputs.AddTo(command);
        return Verb.WithAction(command, host, common, audit.RunAsync);
    }

    private async Task<int> RunAsync(Verb verb)
    {
        ParseResult result = verb.Result;
        Shard? shard = Shard(result.GetValue(_shard), verb);
        AuditOutputs outputs = _outputs.Read(result);
        AllowListFile allowList = await verb.ReadAsync(() => _allowList.Read(result)).ConfigureAwait(false);
        IReadOnlyList<ImageListEntry> given = await verb.ReadAsync(() => _images.Read(result)).ConfigureAwait(false);
        AuditReport? baseline = result.GetValue(_baseline) is { } path
            ? await verb.ReadAsync(() => JsonReport.Read(path)).ConfigureAwait(false)
            : null;
        outputs.Probe(allowList.Path, _images.File(result), result.GetValue(_baseline));

        Connection connection = await verb.ConnectAsync([.. given.Select(image => image.Profile)]).ConfigureAwait(false);
        ShareAuditOptions options = _allowList.AuditOptions(verb);
        options.RequireAllowed = result.GetValue(_requireAllowed);
        options.ExpiringWithinDays = result.GetValue(_expiringWithin);
        AuditSession session = new(verb, connection, allowList.AllowList, options) { Shard = shard, LineOf = allowList.LineOf };
        await session.RunAsync(given).ConfigureAwait(false);
        session.Reading.SayWhatIsMissing();

        AllowListSource source = new(allowList.Path, allowList.Sha256, allowList.AllowList.Allowances.Count);
        AuditReport report = session.CreateReport(source);
        return await AuditView.EndAsync(
            verb,
            baseline is null ? report : report.WithBaseline(baseline),
            outputs,
            _outputs.Accounts(result),
            session.Reading.IsInterrupted).ConfigureAwait(false);
    }

    /// <summary>The part that the command line names, or else the one that a Kubernetes Indexed Job gives to its pod.</summary>
    private static Shard? Shard(string? given, Verb verb)
    {
        if (given is not null)
        {
            (Shard? part, string? error) = Reports.Shard.Parse(given);
            return part ?? throw new UsageException($"--shard: {error}");
        }

        string? index = verb.Host.Variable("JOB_COMPLETION_INDEX"), count = verb.Host.Variable("JOB_COMPLETION_COUNT");
        if (!string.IsNullOrWhiteSpace(index) && string.IsNullOrWhiteSpace(count))
        {
            verb.Console.Say("All images are audited: JOB_COMPLETION_INDEX is set, but JOB_COMPLETION_COUNT is not.");
        }

        return string.IsNullOrWhiteSpace(index) || string.IsNullOrWhiteSpace(count) ? null
            : int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out int of)
                && Reports.Shard.IsValid(number + 1, of)
                ? new Shard(number + 1, of)
                : throw new UsageException(
                    "JOB_COMPLETION_INDEX must be a number from 0 and less than JOB_COMPLETION_COUNT, "
                    + $"but they were '{index}' and '{count}'.");
    }
}
