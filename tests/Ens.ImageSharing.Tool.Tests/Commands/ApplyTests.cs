using System.Text.Json;
using Ens.ImageSharing.Tool.Tests.Doubles;

namespace Ens.ImageSharing.Tool.Tests.Commands;

public sealed class ApplyTests : IDisposable
{
    private readonly ToolWorld _world = new();
    private readonly string _plan;
    private readonly string _journal;

    public ApplyTests()
    {
        _plan = _world.Path("plan.json");
        _journal = _world.Path("journal.jsonl");
        _world.Emulator.Share("m-1", "1", "9");
        _world.Emulator.Share("m-2", "1", "8");
    }

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Applied_and_undone_the_world_is_what_it_was()
    {
        await PlanAsync();

        ToolResult applied = await _world.RunAsync("apply", _plan, "--journal", _journal, "--yes", "--output", "json");
        string[] changed = [.. _world.Emulator.AccountsOf("m-1"), "|", .. _world.Emulator.AccountsOf("m-2")];
        ToolResult undone = await _world.RunAsync("undo", _journal, "--journal", _world.Path("undo.jsonl"), "--yes");

        Assert.Equal((0, 0), (applied.ExitCode, undone.ExitCode));
        Assert.Equal(["done", "done"], applied.Json.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("state").GetString()));
        Assert.Equal(["1", "|", "1"], changed);
        Assert.Equal(["1", "9"], _world.Emulator.AccountsOf("m-1").Order());
        Assert.Equal(["1", "8"], _world.Emulator.AccountsOf("m-2").Order());
    }

    [Fact]
    public async Task Each_line_of_the_journal_is_an_entry_with_the_members_that_are_promised()
    {
        await PlanAsync();

        await _world.RunAsync("apply", _plan, "--journal", _journal, "--yes");
        string[] lines = File.ReadAllLines(_journal);

        Assert.Equal(4, lines.Length);
        Assert.All(lines, line =>
        {
            using JsonDocument entry = JsonDocument.Parse(line);
            Assert.Equal(
                ["at", "endpoint", "plan", "step", "image", "account", "change", "state", "requestId", "error"],
                entry.RootElement.EnumerateObject().Select(member => member.Name));
        });
        Assert.Contains("\"change\":\"remove\",\"state\":\"begin\"", lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_that_has_moved_is_left_alone_and_the_others_go_on()
    {
        await PlanAsync();
        _world.Emulator.Share("m-1", "7");

        ToolResult result = await _world.RunAsync("apply", _plan, "--journal", _journal, "--yes");

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("no longer those of the plan", result.Error, StringComparison.Ordinal);
        Assert.Equal(["1", "9", "7"], _world.Emulator.AccountsOf("m-1"));
        Assert.Equal(["1"], _world.Emulator.AccountsOf("m-2"));
    }

    [Fact]
    public async Task Where_nobody_can_be_asked_it_wants_the_option()
    {
        await PlanAsync();
        int calls = _world.Emulator.Requests.Count;

        ToolResult result = await _world.RunAsync("apply", _plan, "--journal", _journal);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("Use --yes to confirm.", result.Error, StringComparison.Ordinal);
        Assert.Equal(calls, _world.Emulator.Requests.Count);
        Assert.False(File.Exists(_journal));
    }

    [Theory]
    [InlineData("y", 0, new[] { "1" })]
    [InlineData("no", 1, new[] { "1", "9" })]
    [InlineData("", 1, new[] { "1", "9" })]
    public async Task A_person_is_asked_and_only_yes_agrees(string answer, int exitCode, string[] expected)
    {
        await PlanAsync();
        _world.IsTerminal = true;
        _world.Answer = answer + "\n";

        ToolResult result = await _world.RunAsync("apply", _plan, "--journal", _journal);

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Equal(expected, _world.Emulator.AccountsOf("m-1"));
        Assert.Contains("Apply? [y/N]", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_journal_is_never_overwritten()
    {
        await PlanAsync();
        _world.File("journal.jsonl", "precious");

        ToolResult result = await _world.RunAsync("apply", _plan, "--journal", _journal, "--yes");

        Assert.Equal(2, result.ExitCode);
        Assert.Equal("precious", _world.Text("journal.jsonl"));
        Assert.Equal(["1", "9"], _world.Emulator.AccountsOf("m-1"));
    }

    [Fact]
    public async Task A_plan_that_was_changed_is_refused()
    {
        await PlanAsync();
        _world.File("plan.json", _world.Text("plan.json").Replace("\"9\"", "\"1\"", StringComparison.Ordinal));

        ToolResult result = await _world.RunAsync("apply", _plan, "--journal", _journal, "--yes");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("plan.json' cannot be used: ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_is_lost_is_settled_and_undone()
    {
        await PlanAsync();
        _world.Emulator.Faults.Succeed().LoseAnswer();

        ToolResult applied = await _world.RunAsync("apply", _plan, "--journal", _journal, "--yes");
        ToolResult undone = await _world.RunAsync("undo", _journal, "--journal", _world.Path("undo.jsonl"), "--yes");

        Assert.Equal((0, 0), (applied.ExitCode, undone.ExitCode));
        Assert.Equal(["1", "9"], _world.Emulator.AccountsOf("m-1").Order());
    }

    [Fact]
    public async Task What_is_as_before_already_is_no_failure()
    {
        await PlanAsync();
        await _world.RunAsync("apply", _plan, "--journal", _journal, "--yes");
        _world.Emulator.Share("m-1", "9");

        ToolResult undone = await _world.RunAsync("undo", _journal, "--journal", _world.Path("undo.jsonl"), "--yes", "--output", "json");

        Assert.Equal(0, undone.ExitCode);
        Assert.Equal(["done", "skipped"], undone.Json.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("state").GetString()).Order());
    }

    [Fact]
    public async Task The_steps_that_are_undone_are_shown_before_the_question()
    {
        await PlanAsync();
        await _world.RunAsync("apply", _plan, "--journal", _journal, "--yes");
        _world.IsTerminal = true;

        ToolResult result = await _world.RunAsync("undo", _journal, "--journal", _world.Path("undo.jsonl"));

        Assert.StartsWith("   2  add     8  m-2\n   1  add     9  m-1\nUndo up to 2 steps of ", result.Error, StringComparison.Ordinal);
        Assert.Equal(1, result.ExitCode);
    }

    [Theory]
    [InlineData("apply", "{0} does not exist.")]
    [InlineData("undo", "{0} does not exist.")]
    public async Task A_file_that_is_not_there_is_named(string verb, string message)
    {
        ToolResult result = await _world.RunAsync(verb, _plan, "--journal", _journal, "--yes");

        Assert.Equal(string.Format(System.Globalization.CultureInfo.InvariantCulture, message, _plan) + "\n", result.Error);
        Assert.Equal(2, result.ExitCode);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    public async Task A_last_line_that_a_kill_has_cut_off_is_passed_over(int missing)
    {
        await PlanAsync();
        await _world.RunAsync("apply", _plan, "--journal", _journal, "--yes");
        _world.File("journal.jsonl", _world.Text("journal.jsonl")[..^missing]);

        ToolResult undone = await _world.RunAsync("undo", _journal, "--journal", _world.Path("undo.jsonl"), "--yes");

        Assert.Equal(0, undone.ExitCode);
        Assert.Equal(["1", "8"], _world.Emulator.AccountsOf("m-2").Order());
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("{\"a\":1}")]
    [InlineData("{\"schema\":\"ens-share/plan/1\",\"steps\":[]}")]
    [InlineData("[]")]
    [InlineData("{\"at\":1}")]
    [InlineData(" ")]
    public async Task A_single_line_that_is_no_beginning_of_an_entry_is_refused(string text)
    {
        ToolResult undone = await _world.RunAsync(
            "undo", _world.File("journal.jsonl", text), "--journal", _world.Path("undo.jsonl"), "--yes");

        Assert.Equal(2, undone.ExitCode);
        Assert.Contains("journal.jsonl', line 1: this is not an entry of a journal.", undone.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_world.Path("undo.jsonl")));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{\"at\":\"2026-11-25T12")]
    public async Task An_only_line_that_a_kill_has_cut_off_is_passed_over(string text)
    {
        ToolResult undone = await _world.RunAsync(
            "undo", _world.File("journal.jsonl", text), "--journal", _world.Path("undo.jsonl"), "--yes");

        Assert.Equal(0, undone.ExitCode);
    }

    [Theory]
    [InlineData("", "\n")]
    [InlineData("", "\r\n\r\n\n")]
    [InlineData("{\"at\":\"2026-11-25T12", "\n\n")]
    public async Task Blank_lines_behind_the_last_entry_are_passed_over(string cutOff, string blank)
    {
        await PlanAsync();
        await _world.RunAsync("apply", _plan, "--journal", _journal, "--yes");
        _world.File("journal.jsonl", _world.Text("journal.jsonl") + cutOff + blank);

        ToolResult undone = await _world.RunAsync("undo", _journal, "--journal", _world.Path("undo.jsonl"), "--yes");

        Assert.Equal(0, undone.ExitCode);
        Assert.Equal(["1", "9"], _world.Emulator.AccountsOf("m-1").Order());
    }

    [Fact]
    public async Task A_blank_line_between_two_entries_is_refused()
    {
        await PlanAsync();
        await _world.RunAsync("apply", _plan, "--journal", _journal, "--yes");
        string[] lines = File.ReadAllLines(_journal);
        _world.File("journal.jsonl", string.Join('\n', [lines[0], "", .. lines[1..]]) + "\n");

        ToolResult undone = await _world.RunAsync("undo", _journal, "--journal", _world.Path("undo.jsonl"), "--yes");

        Assert.Equal(2, undone.ExitCode);
        Assert.Contains("journal.jsonl', line 2: this is not an entry of a journal.", undone.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_in_the_middle_that_is_no_entry_is_refused()
    {
        await PlanAsync();
        await _world.RunAsync("apply", _plan, "--journal", _journal, "--yes");
        _world.File("journal.jsonl", "{}\n" + _world.Text("journal.jsonl"));

        ToolResult undone = await _world.RunAsync("undo", _journal, "--journal", _world.Path("undo.jsonl"), "--yes");

        Assert.Equal(2, undone.ExitCode);
        Assert.Contains("journal.jsonl', line 1: this is not an entry of a journal.", undone.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interrupted_it_ends_the_step_and_the_rest_is_not_begun()
    {
        await PlanAsync();
        _world.Emulator.Faults.Succeed().BeforeNext(_ => _world.Interruption.Cancel());

        ToolResult result = await _world.RunAsync("apply", _plan, "--journal", _journal, "--yes");

        Assert.Equal(130, result.ExitCode);
        Assert.StartsWith("Interrupted.", result.Error.Split('\n').First(line => line.StartsWith('I')), StringComparison.Ordinal);
        Assert.Equal(["1", "8"], _world.Emulator.AccountsOf("m-2"));
    }

    [Fact]
    public async Task Interrupted_it_tells_the_step_that_was_on_its_way_and_how_many_were_not_reached()
    {
        await PlanAsync();
        _world.Emulator.Faults.Succeed().Succeed().BeforeNext(_ => _world.Interruption.Cancel()).Delay(Timeout.InfiniteTimeSpan);

        ToolResult result = await _world.RunAsync("apply", _plan, "--journal", _journal, "--yes", "--output", "json");

        Assert.Equal(130, result.ExitCode);
        Assert.Contains("0 failed, 1 unknown, 1 not reached.\n", result.Error, StringComparison.Ordinal);
        Assert.Equal(["unknown"], result.Json.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("state").GetString()));
        Assert.Equal("false1", $"{result.Json.GetProperty("complete").GetRawText()}{result.Json.GetProperty("notReached")}");
    }

    [Fact]
    public async Task A_run_that_reached_every_step_is_complete()
    {
        await PlanAsync();

        ToolResult result = await _world.RunAsync("apply", _plan, "--journal", _journal, "--yes", "--output", "json");

        Assert.Equal("true0", $"{result.Json.GetProperty("complete").GetRawText()}{result.Json.GetProperty("notReached")}");
        Assert.DoesNotContain("not reached", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("csv")]
    [InlineData("table")]
    public async Task Where_the_output_cannot_be_written_the_run_goes_on_and_the_output_is_named(string format)
    {
        await PlanAsync();
        _world.IsOutFull = true;

        ToolResult result = await _world.RunAsync("apply", _plan, "--journal", _journal, "--yes", "--output", format);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("The output could not be written: No space left on device.", result.Error, StringComparison.Ordinal);
        Assert.Contains("2 done, ", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("stopped", result.Error, StringComparison.Ordinal);
        Assert.Equal(["1", "|", "1"], [.. _world.Emulator.AccountsOf("m-1"), "|", .. _world.Emulator.AccountsOf("m-2")]);
    }

    [Fact]
    public async Task A_journal_that_contradicts_itself_is_refused_before_anything_is_asked()
    {
        await PlanAsync();
        await _world.RunAsync("apply", _plan, "--journal", _journal, "--yes");
        string[] lines = File.ReadAllLines(_journal);
        lines[1] = lines[1].Replace("\"m-1\",\"account\":\"9\"", "\"m-3\",\"account\":\"8888\"", StringComparison.Ordinal);
        _world.File("journal.jsonl", string.Join('\n', lines) + "\n");
        int calls = _world.Emulator.Requests.Count;

        ToolResult undone = await _world.RunAsync("undo", _journal, "--journal", _world.Path("undo.jsonl"), "--yes");

        Assert.Equal(2, undone.ExitCode);
        Assert.Contains("journal.jsonl' cannot be used: Entry 2 contradicts the entries before it", undone.Error, StringComparison.Ordinal);
        Assert.Equal(calls, _world.Emulator.Requests.Count);
        Assert.False(File.Exists(_world.Path("undo.jsonl")));
    }

    [Fact]
    public async Task Only_steps_that_may_have_been_made_are_to_be_undone()
    {
        await PlanAsync();
        await _world.RunAsync("apply", _plan, "--journal", _journal, "--yes");
        string[] lines = File.ReadAllLines(_journal);
        lines[1] = lines[1].Replace("\"done\"", "\"failed\"", StringComparison.Ordinal);
        _world.File("journal.jsonl", string.Join('\n', lines) + "\n");

        ToolResult undone = await _world.RunAsync("undo", _journal, "--journal", _world.Path("undo.jsonl"), "--yes", "--output", "json");

        Assert.StartsWith("   2  add     8  m-2\n1 done, ", undone.Error, StringComparison.Ordinal);
        Assert.Equal("true0", $"{undone.Json.GetProperty("complete").GetRawText()}{undone.Json.GetProperty("notReached")}");
    }

    [Fact]
    public async Task A_plan_of_another_endpoint_is_refused_before_anything_is_asked()
    {
        await PlanAsync();
        int calls = _world.Emulator.Requests.Count;

        ToolResult result = await _world.RunAsync("apply", _plan, "--journal", _journal, "--endpoint", "https://ens.example.com", "--yes");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("plan.json' cannot be used: The plan was made for the endpoint https://ens", result.Error, StringComparison.Ordinal);
        Assert.Equal(calls, _world.Emulator.Requests.Count);
        Assert.False(File.Exists(_journal));
    }

    [Fact]
    public async Task A_journal_of_another_endpoint_is_refused_before_anything_is_asked()
    {
        await PlanAsync();
        await _world.RunAsync("apply", _plan, "--journal", _journal, "--yes");
        int calls = _world.Emulator.Requests.Count;

        ToolResult result = await _world.RunAsync(
            "undo", _journal, "--journal", _world.Path("undo.jsonl"), "--endpoint", "https://ens.example.com", "--yes");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("journal.jsonl' cannot be used: Entry 1 is of the endpoint https://ens", result.Error, StringComparison.Ordinal);
        Assert.Equal(calls, _world.Emulator.Requests.Count);
        Assert.False(File.Exists(_world.Path("undo.jsonl")));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("\"endpoint\":null,", 0)]
    [InlineData("\"endpoint\":\"\",", 2)]
    [InlineData("\"endpoint\":\"ens\",", 2)]
    [InlineData("\"endpoint\":1,", 2)]
    public async Task A_journal_without_an_endpoint_is_undone_and_one_with_a_wrong_endpoint_is_refused(string member, int exitCode)
    {
        await PlanAsync();
        await _world.RunAsync("apply", _plan, "--journal", _journal, "--yes");
        string written = _world.Text("journal.jsonl");
        string changed = written.Replace("\"endpoint\":\"https://ens.aliyuncs.com\",", member, StringComparison.Ordinal);
        _world.File("journal.jsonl", changed);

        ToolResult result = await _world.RunAsync("undo", _journal, "--journal", _world.Path("undo.jsonl"), "--yes");

        Assert.Equal(exitCode, result.ExitCode);
        Assert.NotEqual(written, changed);
        Assert.Equal(exitCode == 0 ? ["1", "9"] : ["1"], _world.Emulator.AccountsOf("m-1").Order());
    }

    [Fact]
    public async Task The_endpoint_of_a_journal_is_not_taken_from_one_entry_only()
    {
        await PlanAsync();
        await _world.RunAsync("apply", _plan, "--journal", _journal, "--yes");
        string[] lines = File.ReadAllLines(_journal);
        lines[^1] = lines[^1].Replace("\"endpoint\":\"https://", "\"endpoint\":\"https://other.", StringComparison.Ordinal);
        _world.File("journal.jsonl", string.Join('\n', lines) + "\n");

        ToolResult result = await _world.RunAsync("undo", _journal, "--journal", _world.Path("undo.jsonl"), "--yes");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("Entry 4 is of the endpoint https://other.", result.Error, StringComparison.Ordinal);
    }

    private Task<ToolResult> PlanAsync() =>
        _world.RunAsync("plan", "--allow", _world.File("allow.csv", "account\n1\n"), "--out", _plan, "--remove-unexpected");
}
