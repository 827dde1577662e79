using System.CommandLine;
using Ens.ImageSharing.Tool.Connections;
using Ens.ImageSharing.Tool.Terminal;

namespace Ens.ImageSharing.Tool.Commands;

/// <summary>The options that every verb has.</summary>
internal sealed class CommonOptions
{
    private readonly Option<string?> _profile = new("--profile")
    {
        HelpName = "NAME",
        Description = "The profile of the access key, from ~/.aliyun/config.json or ~/.alibabacloud/credentials.",
    };

    private readonly Option<string?> _endpoint = new("--endpoint")
    {
        HelpName = "URL",
        Description = "The endpoint of the service. Overrides ENS_ENDPOINT.",
    };

    private readonly Option<string?> _region = new("--region")
    {
        HelpName = "ID",
        Description = "The region whose endpoint is used. Overrides ALIBABA_CLOUD_REGION_ID and the profile's region.",
    };

    private readonly Option<bool> _vpc = new("--vpc") { Description = "Uses the VPC endpoint of --region." };

    private readonly Option<int> _parallel = new("--parallel")
    {
        HelpName = "N",
        Description = "The number of images that are read at once, 1 to 64.",
        DefaultValueFactory = _ => 8,
        CustomParser = OptionValues.Number(1, 64),
    };

    private readonly Option<double?> _maxCallsPerSecond = new("--max-calls-per-second")
    {
        HelpName = "N",
        Description = "The maximum number of calls per second, retries included. "
            + "By default, the client slows down when the service refuses calls.",
        CustomParser = result => OptionValues.CallsPerSecond(result),
    };

    private readonly Option<OutputFormat?> _output = new("--output", "-o")
    {
        HelpName = "table|json|csv",
        Description = "The output format. The default is table at a terminal, and plain comma-separated lines otherwise.",
        CustomParser = OptionValues.Format,
    };

    private readonly Option<bool> _noColor = new("--no-color") { Description = "Disables colors, as NO_COLOR does." };

    private readonly Option<bool> _verbose = new("--verbose")
    {
        Description = "Logs every call and retry to standard error, and shows the stack trace of an unexpected error.",
    };

    private IEnumerable<Option> All =>
        [_profile, _endpoint, _region, _vpc, _parallel, _maxCallsPerSecond, _output, _noColor, _verbose];

    public void AddTo(Command root)
    {
        // Without those of the enumeration, which are spelled otherwise.
        _output.CompletionSources.Clear();
        _output.CompletionSources.Add("table", "json", "csv");
        _region.CompletionSources.Add([.. Options.EndpointTable.Regions(vpc: false)]);
        foreach (Option option in All)
        {
            option.Recursive = true;
            root.Add(option);
        }
    }

    public bool IsVerbose(ParseResult result) => result.GetValue(_verbose);

    public double? MaxCallsPerSecond(ParseResult result) => result.GetValue(_maxCallsPerSecond);

    public ConnectionSettings Connection(ParseResult result) => new()
    {
        Profile = result.GetValue(_profile),
        Endpoint = result.GetValue(_endpoint),
        Region = result.GetValue(_region),
        Vpc = result.GetValue(_vpc),
        Parallelism = result.GetValue(_parallel),
        MaxCallsPerSecond = result.GetValue(_maxCallsPerSecond),
        Verbose = result.GetValue(_verbose),
    };

    public ToolConsole Console(ParseResult result, ToolHost host) =>
        new(host, result.GetValue(_output), result.GetValue(_noColor), showsProgress: !IsVerbose(result));
}
