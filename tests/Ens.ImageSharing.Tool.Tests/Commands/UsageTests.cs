using Ens.ImageSharing.Tool.Tests.Doubles;

namespace Ens.ImageSharing.Tool.Tests.Commands;

public sealed class UsageTests : IDisposable
{
    private readonly ToolWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("'lst' is not a verb of ens-share. Did you mean 'list'?", "lst")]
    [InlineData("'aud' is not a verb of ens-share. Did you mean 'audit'?", "aud")]
    [InlineData("'--paralel' is not an option of ens-share list. Did you mean '--parallel'?", "list", "--paralel")]
    [InlineData("--parallel must be a whole number from 1 to 64, but was '65'.", "list", "--parallel", "65")]
    [InlineData("--parallel must be a whole number from 1 to 64, but was '+8'.", "list", "--parallel", "+8")]
    [InlineData("--output must be table, json or csv, but was 'yaml'.", "list", "--output", "yaml")]
    [InlineData("--max-calls-per-second must be a number from 0.001 to 1000000, but was '0'.", "list", "--max-calls-per-second", "0")]
    [InlineData("--endpoint and --region cannot be combined.", "list", "--endpoint", "https://a.com", "--region", "cn-beijing")]
    [InlineData("--vpc requires --region.", "list", "--vpc")]
    [InlineData("An image must be an ID such as m-5s9k1, not empty and without line breaks, but was ''.", "list", "")]
    [InlineData("Option '--allow' is required.", "audit")]
    [InlineData("Required argument 'ACCOUNT' missing for command: 'check'.", "check", "m-1")]
    [InlineData("--as-of must be a day such as 2027-01-31, but was '31.01.2027'.", "audit", "--allow", "x", "--as-of", "31.01.2027")]
    [InlineData("At least one of --remove-unexpected, --remove-expired and --add-missing is required.", "plan", "--allow", "x", "--out", "y")]
    public async Task A_mistake_is_named_in_the_first_line_and_nothing_is_called(string expected, params string[] arguments)
    {
        ToolResult result = await _world.RunAsync(arguments);

        Assert.Equal(expected, result.Error.Split('\n')[0]);
        Assert.InRange(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length, 1, 2);
        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Out);
        Assert.Empty(_world.Emulator.Requests);
    }

    [Theory]
    [InlineData]
    [InlineData("--help")]
    [InlineData("audit", "--help")]
    [InlineData("audit", "-h")]
    public async Task Help_is_data_and_no_error(params string[] arguments)
    {
        ToolResult result = await _world.RunAsync(arguments);

        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("Description:", result.Out, StringComparison.Ordinal);
        Assert.Empty(result.Error);
    }

    [Fact]
    public async Task An_argument_that_begins_with_an_at_sign_is_no_file_of_arguments()
    {
        ToolResult result = await _world.RunAsync("check", "@m-1", "1");

        Assert.Equal(3, result.ExitCode);
        Assert.Equal("@m-1", _world.Emulator.Requests[0].Parameter("ImageId"));
    }

    [Theory]
    [InlineData("ENS_ENDPOINT must be an https address, such as https://ens.aliyuncs.com, but was 'junk'.", "ENS_ENDPOINT", "junk")]
    [InlineData("ENS_ENDPOINT: The endpoint must use https; plain http is allowed for loopback only, but was http://ens.aliyuncs.com/.", "ENS_ENDPOINT", "http://ens.aliyuncs.com")]
    public async Task A_variable_that_cannot_be_used_is_never_passed_over(string expected, string name, string value)
    {
        _world.Variables[name] = value;

        ToolResult result = await _world.RunAsync("list", "m-1");

        Assert.Equal(expected + "\n", result.Error);
        Assert.Equal(2, result.ExitCode);
    }

    [Fact]
    public async Task An_unknown_region_is_refused_with_the_known_ones()
    {
        _world.Variables["ALIBABA_CLOUD_REGION_ID"] = "cn-nowhere";

        ToolResult result = await _world.RunAsync("list", "m-1");

        Assert.StartsWith("ALIBABA_CLOUD_REGION_ID must be a region with a known endpoint, but was 'cn-nowhere'. Known are cn-hangzhou, ", result.Error, StringComparison.Ordinal);
        Assert.Equal(2, result.ExitCode);
    }

    [Theory]
    [InlineData("https://cli.example", "--endpoint", "https://cli.example")]
    [InlineData("https://ens.ap-southeast-1.aliyuncs.com", "--region", "ap-southeast-1")]
    [InlineData("https://ens-vpc.ap-southeast-1.aliyuncs.com", "--region", "ap-southeast-1", "--vpc")]
    [InlineData("https://variable.example")]
    public async Task The_command_line_wins_over_the_variables(string expected, params string[] options)
    {
        _world.Variables["ENS_ENDPOINT"] = options.Length > 0 ? "junk" : "https://variable.example";
        _world.Variables["ALIBABA_CLOUD_REGION_ID"] = "junk";
        _world.Emulator.Share("m-1", "1");

        ToolResult result = await _world.RunAsync(["check", "m-1", "1", .. options]);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(new Uri(expected).Host, _world.Emulator.Requests[0].Header("host"));
    }

    [Theory]
    [InlineData("bash", "complete -o default -F _ens_share ens-share")]
    [InlineData("zsh", "compdef _ens_share ens-share")]
    [InlineData("fish", "complete -c ens-share")]
    [InlineData("pwsh", "Register-ArgumentCompleter -Native -CommandName ens-share")]
    public async Task Each_shell_has_its_completion(string shell, string expected)
    {
        ToolResult result = await _world.RunAsync("completion", shell);

        Assert.Contains(expected, result.Out, StringComparison.Ordinal);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task What_the_completion_asks_for_is_answered()
    {
        ToolResult result = await _world.RunAsync("[suggest:13]", "ens-share aud");

        Assert.Contains("audit", result.Lines);
    }

    [Fact]
    public async Task The_completion_offers_only_formats_that_are_accepted()
    {
        ToolResult result = await _world.RunAsync("[suggest:26]", "ens-share images --output ");

        Assert.Equal(["csv", "json", "table"], result.Lines.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4, "--verbose")]
    public async Task An_unexpected_error_is_one_line_and_the_rest_only_on_demand(int least, params string[] options)
    {
        _world.Failure = new InvalidTimeZoneException("boom\n\u001b[31m");

        ToolResult result = await _world.RunAsync(["check", "m-1", "1", .. options]);
        string[] lines = result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains(
            "Unexpected error: InvalidTimeZoneException: boom \\u001b[31m Run again with --verbose for the stack trace.", lines);
        Assert.InRange(lines.Length, least, options.Length == 0 ? 1 : 100);
    }

    [Theory]
    [InlineData("m-1\r")]
    public async Task The_name_of_a_parameter_in_code_is_not_shown(string imageId)
    {
        _world.Failure = new ArgumentException($"It was '{imageId}'.", nameof(imageId));

        ToolResult result = await _world.RunAsync("list");

        Assert.StartsWith("Unexpected error: ArgumentException: It was 'm-1 '. Run again", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_of_an_interrupted_run_is_130_and_keeps_its_message()
    {
        _world.Failure = new IOException("The disk is full.");
        await _world.Interruption.CancelAsync();

        ToolResult result = await _world.RunAsync("check", "m-1", "1");

        Assert.Equal("The disk is full.\nInterrupted.\n", result.Error);
        Assert.Equal(130, result.ExitCode);
    }

    [Fact]
    public async Task What_an_interrupted_run_leaves_unknown_is_130()
    {
        string allowList = _world.File("allow.csv", "account\n1\n");
        await _world.RunAsync("audit", "--allow", allowList, "m-none", "--report", _world.Path("r.json"));
        _world.IsInterruptedAtOutput = true;

        ToolResult result = await _world.RunAsync("merge", _world.Path("r.json"));

        Assert.EndsWith("could not be read.\nInterrupted.\n", result.Error, StringComparison.Ordinal);
        Assert.Equal(130, result.ExitCode);
    }

    [Theory]
    [InlineData("m-1,m-2", "list")]
    [InlineData("m-1;m-2", "list")]
    [InlineData("m-1 ", "list")]
    [InlineData(" m-1", "check", "1")]
    [InlineData("m-1\tm-2", "share", "1", "--yes")]
    [InlineData("m-1 m-2", "unshare", "1", "--yes")]
    [InlineData("m-1\u200b", "audit", "--allow", "x")]
    [InlineData("m-1,m-2", "plan", "--allow", "x", "--out", "y", "--add-missing")]
    public async Task What_is_no_single_image_is_refused(string image, string verb, params string[] rest)
    {
        string allowList = _world.File("allow.csv", "account\n1\n");

        ToolResult result = await _world.RunAsync([verb, image, .. rest.Select(argument => argument == "x" ? allowList : argument)]);

        Assert.StartsWith(
            "An image must be a single ID such as m-5s9k1, without blanks and separators, but was '", result.Error, StringComparison.Ordinal);
        Assert.Equal(2, result.ExitCode);
        Assert.Empty(_world.Emulator.Requests);
    }

    [Fact]
    public async Task The_images_after_an_account_are_single_images_too()
    {
        ToolResult result = await _world.RunAsync("who-has", "1", "m-1,m-2");

        Assert.Equal(2, result.ExitCode);
        Assert.Empty(_world.Emulator.Requests);
    }
}
