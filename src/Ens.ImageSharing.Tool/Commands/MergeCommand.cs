using System.CommandLine;
using Ens.ImageSharing.Tool.Inputs;
using Ens.ImageSharing.Tool.Outputs;
using Ens.ImageSharing.Tool.Reports;
using Ens.ImageSharing.Tool.Terminal;

namespace Ens.ImageSharing.Tool.Commands;

/// <summary><c>merge</c>: makes one report of the parts that shards wrote.</summary>
internal static class MergeCommand
{
    public static Command Create(ToolHost host, CommonOptions common)
    {
        Argument<string[]> reports = new("REPORT")
        {
            Description = "The JSON reports of all shards of one audit.",
            Arity = ArgumentArity.OneOrMore,
        };
        AuditOutputOptions outputs = new();
        Command command = new("merge", "Merges the reports of all shards of an audit.") { reports };
        outputs.AddTo(command);
        return Verb.WithAction(command, host, common, verb => RunAsync(verb, verb.Result.GetValue(reports)!, outputs));
    }

    /// <exception cref="InputFileException">A report cannot be used, or the reports do not belong together.</exception>
    private static async Task<int> RunAsync(Verb verb, string[] paths, AuditOutputOptions options)
    {
        AuditOutputs outputs = options.Read(verb.Result);
        (string, AuditReport)[] parts =
            await verb.ReadAsync(() => paths.Select(path => (path, JsonReport.Read(path))).ToArray()).ConfigureAwait(false);
        AuditReport merged = ReportMerger.Merge(parts);
        outputs.Probe(paths);
        return await AuditView.EndAsync(verb, merged, outputs, options.Accounts(verb.Result), isInterrupted: false).ConfigureAwait(false);
    }
}
