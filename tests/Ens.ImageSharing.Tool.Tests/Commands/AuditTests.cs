using System.Text.Json;
using Ens.ImageSharing.Tool.Tests.Doubles;

namespace Ens.ImageSharing.Tool.Tests.Commands;

public sealed class AuditTests : IDisposable
{
    private readonly ToolWorld _world = new();
    private readonly string _allow;

    public AuditTests()
    {
        _allow = _world.File("allow.csv", "account,image,name,expiry\n1515285520000001,,Build farm,\n1515285520000002,m-2,Partner,2026-11-24\n");
        _world.Emulator.Share("m-1", "1515285520000001");
        _world.Emulator.Share("m-2", "1515285520000001", "1515285520000002");
        _world.Emulator.Share("m-3", "1515285520000001", "1515285520000009");
    }

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData(0, "The image is as allowed.", "m-1")]
    [InlineData(1, "1 of 2 images differs from the allow-list: 1 unexpected.", "m-1", "m-3")]
    [InlineData(1, "2 of 3 images differ from the allow-list: 1 unexpected, 1 expired.")]
    public async Task Differences_are_exit_1_and_a_sentence(int exitCode, string sentence, params string[] images)
    {
        ToolResult result = await _world.RunAsync(["audit", "--allow", _allow, .. images]);

        Assert.Equal(sentence, result.Error.TrimEnd('\n'));
        Assert.Equal(exitCode, result.ExitCode);
    }

    [Fact]
    public async Task The_last_day_of_an_entry_is_still_allowed()
    {
        ToolResult result = await _world.RunAsync("audit", "--allow", _allow, "m-2", "--as-of", "2026-11-24");

        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task An_entry_that_expires_soon_is_clean_and_told()
    {
        ToolResult result = await _world.RunAsync("audit", "--allow", _allow, "m-2", "--as-of", "2026-11-20", "--expiring-within", "4", "--output", "csv");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("m-2,expiringSoon,1515285520000002,Partner,,,2026-11-24,", result.Lines);
    }

    [Fact]
    public async Task An_unread_image_is_never_clean()
    {
        ToolResult result = await _world.RunAsync("audit", "--allow", _allow, "m-1", "m-none", "--output", "json");

        Assert.Equal(3, result.ExitCode);
        Assert.False(result.Json.GetProperty("summary").GetProperty("complete").GetBoolean());
        Assert.Equal(1, result.Json.GetProperty("summary").GetProperty("unread").GetInt32());
        Assert.DoesNotContain("are as allowed", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_image_at_all_is_exit_3()
    {
        using ToolWorld empty = new();

        ToolResult result = await empty.RunAsync("audit", "--allow", _allow);

        Assert.Equal(3, result.ExitCode);
        Assert.Equal("There was no image to audit.\n", result.Error);
    }

    [Fact]
    public async Task Missing_accounts_count_only_where_they_are_required()
    {
        string allow = _world.File("all.csv", "account\n1515285520000001\n1515285520000007\n");

        ToolResult may = await _world.RunAsync("audit", "--allow", allow, "m-1");
        ToolResult must = await _world.RunAsync("audit", "--allow", allow, "m-1", "--require-allowed");

        Assert.Equal((0, 1), (may.ExitCode, must.ExitCode));
        Assert.Contains("missing,1515285520000007", may.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_what_the_baseline_does_not_know_is_exit_1()
    {
        await _world.RunAsync("audit", "--allow", _allow, "--report", _world.Path("old.json"));

        ToolResult same = await _world.RunAsync("audit", "--allow", _allow, "--baseline", _world.Path("old.json"));
        _world.Emulator.Share("m-1", "1515285520000009");
        ToolResult more = await _world.RunAsync("audit", "--allow", _allow, "--baseline", _world.Path("old.json"));

        Assert.Equal((0, 1), (same.ExitCode, more.ExitCode));
        Assert.Contains("1 of this is new", more.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_output_is_written_as_a_whole_and_nothing_else()
    {
        ToolResult result = await _world.RunAsync(
            "audit", "--allow", _allow, "--report", _world.Path("r.json"), "--csv", _world.Path("r.csv"), "--html", _world.Path("r.html"),
            "--sarif", _world.Path("r.sarif"), "--junit", _world.Path("r.xml"));

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(
            ["allow.csv", "r.csv", "r.html", "r.json", "r.sarif", "r.xml"],
            Directory.GetFiles(_world.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(Directory.GetFiles(_world.Folder), file => Assert.NotEqual(0, new FileInfo(file).Length));
    }

    [Theory]
    [InlineData("--csv: '{0}' cannot be written, because the directory '{1}' does not exist.", "--csv", "none/r.csv")]
    [InlineData("--csv would overwrite '{0}', which is read.", "--csv", "allow.csv")]
    [InlineData("--html: '{0}' is a directory. Give the name of a file.", "--html", "")]
    public async Task An_output_that_cannot_be_written_is_refused_before_the_first_call(string message, string option, string name)
    {
        string path = Path.Combine(_world.Folder, name);

        ToolResult result = await _world.RunAsync("audit", "--allow", _allow, option, path);

        Assert.Equal(string.Format(System.Globalization.CultureInfo.InvariantCulture, message, path, Path.GetDirectoryName(path)) + "\n", result.Error);
        Assert.Equal(2, result.ExitCode);
        Assert.Empty(_world.Emulator.Requests);
        Assert.Contains("Build farm", _world.Text("allow.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_output_without_a_name_is_wrong_usage()
    {
        ToolResult result = await _world.RunAsync("audit", "--allow", _allow, "--csv", "");

        Assert.StartsWith("--csv: '' cannot be written: ", result.Error, StringComparison.Ordinal);
        Assert.Equal(2, result.ExitCode);
    }

    [Fact]
    public async Task Two_outputs_to_one_file_are_refused()
    {
        ToolResult result = await _world.RunAsync("audit", "--allow", _allow, "--csv", _world.Path("r"), "--report", Path.Combine(_world.Folder, ".", "r"));

        Assert.StartsWith("--csv and --report would both write ", result.Error, StringComparison.Ordinal);
        Assert.Equal(2, result.ExitCode);
    }

    [Fact]
    public async Task An_output_that_fails_is_not_told_together_with_the_word_that_all_is_well()
    {
        string folder = Directory.CreateDirectory(_world.Path("gone")).FullName;
        ToolResult good = await _world.RunAsync("audit", "--allow", _allow, "m-1");
        _world.Emulator.Faults.BeforeNext(_ => Directory.Delete(folder));

        ToolResult result = await _world.RunAsync("audit", "--allow", _allow, "m-1", "--csv", Path.Combine(folder, "r.csv"));

        Assert.Contains("The image is as allowed.", good.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("as allowed", result.Error, StringComparison.Ordinal);
        Assert.Equal((0, 3), (good.ExitCode, result.ExitCode));
    }

    [Fact]
    public async Task One_output_that_fails_does_not_lose_the_others()
    {
        string folder = Directory.CreateDirectory(_world.Path("gone")).FullName;
        _world.Emulator.Faults.BeforeNext(_ => Directory.Delete(folder));

        ToolResult result = await _world.RunAsync(
            "audit", "--allow", _allow, "m-1", "--csv", Path.Combine(folder, "r.csv"), "--html", _world.Path("r.html"));

        Assert.Equal(3, result.ExitCode);
        Assert.True(File.Exists(_world.Path("r.html")));
        Assert.Contains("could not be written", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("table")]
    [InlineData("json")]
    [InlineData("csv")]
    public async Task Masked_no_account_is_shown_in_full(string form)
    {
        ToolResult result = await _world.RunAsync(
            "audit", "--allow", _allow, "--mask", "--output", form, "--csv", _world.Path("r.csv"), "--html", _world.Path("r.html"),
            "--sarif", _world.Path("r.sarif"), "--junit", _world.Path("r.xml"));

        Assert.Contains("****0009", result.Out, StringComparison.Ordinal);
        Assert.All(
            (string[])[result.Out, result.Error, _world.Text("r.csv"), _world.Text("r.html"), _world.Text("r.sarif"), _world.Text("r.xml")],
            text => Assert.DoesNotContain("1515285520000", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_report_is_never_masked()
    {
        ToolResult result = await _world.RunAsync("audit", "--allow", _allow, "--mask", "--report", _world.Path("r.json"));

        Assert.StartsWith("--mask and --report cannot be combined", result.Error, StringComparison.Ordinal);
        Assert.Equal(2, result.ExitCode);
    }

    [Fact]
    public async Task Interrupted_it_writes_what_is_known_and_says_that_it_is_incomplete()
    {
        _world.Emulator.Faults.Succeed().Succeed().BeforeNext(_ => _world.Interruption.Cancel());

        ToolResult result = await _world.RunAsync("audit", "--allow", _allow, "--parallel", "1", "--report", _world.Path("r.json"));
        using JsonDocument report = JsonDocument.Parse(_world.Text("r.json"));

        Assert.Equal(130, result.ExitCode);
        Assert.False(report.RootElement.GetProperty("summary").GetProperty("complete").GetBoolean());
        Assert.Equal(
            ["clean ", "unread not reached", "unread not reached"],
            report.RootElement.GetProperty("images").EnumerateArray()
                .Select(image => $"{image.GetProperty("verdict").GetString()} {image.GetProperty("error").GetString()}"));
    }

    [Fact]
    public async Task The_shards_together_are_the_whole()
    {
        for (int i = 0; i < 40; i++)
        {
            _world.Emulator.Share($"m-shard-{i}", "1515285520000001");
        }

        await _world.RunAsync("audit", "--allow", _allow, "--report", _world.Path("whole.json"));
        await _world.RunAsync("audit", "--allow", _allow, "--shard", "1/2", "--report", _world.Path("1.json"));
        _world.Variables["JOB_COMPLETION_INDEX"] = "1";
        _world.Variables["JOB_COMPLETION_COUNT"] = "2";
        await _world.RunAsync("audit", "--allow", _allow, "--report", _world.Path("2.json"));

        ToolResult merged = await _world.RunAsync("merge", _world.Path("2.json"), _world.Path("1.json"), "--report", _world.Path("merged.json"));

        Assert.Equal(1, merged.ExitCode);
        Assert.Equal(WithoutRun("whole.json"), WithoutRun("merged.json"));
    }

    [Fact]
    public async Task A_shard_without_an_image_is_well()
    {
        ToolResult result = await _world.RunAsync("audit", "--allow", _allow, "--shard", "9999/10000");

        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task Half_of_what_a_job_must_set_is_told()
    {
        _world.Variables["JOB_COMPLETION_INDEX"] = "1";

        ToolResult result = await _world.RunAsync("audit", "--allow", _allow, "m-1");

        Assert.StartsWith("All images are audited: JOB_COMPLETION_INDEX is set, but JOB_COMPLETION_COUNT is not.\n", result.Error, StringComparison.Ordinal);
        Assert.Equal(0, result.ExitCode);
    }

    [Theory]
    [InlineData("0/2")]
    [InlineData("3/2")]
    [InlineData("1")]
    public async Task A_shard_that_makes_no_sense_is_refused(string shard)
    {
        ToolResult result = await _world.RunAsync("audit", "--allow", _allow, "--shard", shard);

        Assert.StartsWith("--shard: A part must be written as I/N", result.Error, StringComparison.Ordinal);
        Assert.Equal(2, result.ExitCode);
    }

    [Fact]
    public async Task A_part_that_is_missing_is_refused()
    {
        await _world.RunAsync("audit", "--allow", _allow, "--shard", "1/2", "--report", _world.Path("1.json"));

        ToolResult result = await _world.RunAsync("merge", _world.Path("1.json"));

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("part 2 of 2 is missing", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Images_are_given_in_one_way()
    {
        ToolResult result = await _world.RunAsync("audit", "--allow", _allow, "m-1", "--images", _world.File("i.txt", "m-2\n"));

        Assert.Equal("Images are given both as arguments and with --images. Use one of the two.\n", result.Error);
    }

    [Fact]
    public async Task Images_of_a_file_are_audited()
    {
        ToolResult result = await _world.RunAsync("audit", "--allow", _allow, "--images", _world.File("i.txt", "# ours\nm-1\nm-3\n"));

        Assert.Equal(["m-1", "m-3", "m-3"], result.Lines.Select(line => line.Split(',')[0]));
    }

    [Fact]
    public async Task A_demonstration_needs_nothing_and_says_what_it_is()
    {
        ToolResult result = await _world.RunAsync("demo", "--html", _world.Path("r.html"));

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("This is a demonstration: the images and accounts are made up.\n", result.Error, StringComparison.Ordinal);
        Assert.Contains("m-demo-gpu", _world.Text("r.html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_demonstration_never_answers_for_an_endpoint_that_was_named()
    {
        ToolResult result = await _world.RunAsync("demo", "--endpoint", "https://ens.aliyuncs.com");

        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Out);
    }

    private string WithoutRun(string name)
    {
        System.Text.Json.Nodes.JsonObject report = System.Text.Json.Nodes.JsonNode.Parse(_world.Text(name))!.AsObject();
        report.Remove("run");
        return report.ToJsonString();
    }
}
