using System.Text.Json;
using Ens.ImageSharing.Tool.Tests.Doubles;

namespace Ens.ImageSharing.Tool.Tests.Commands;

public sealed class PlanTests : IDisposable
{
    private readonly ToolWorld _world = new();
    private readonly string _allow;
    private readonly string _plan;

    public PlanTests()
    {
        _allow = _world.File("allow.csv", "account,image,expiry\n1,,\n2,m-2,2026-11-24\n3,m-2,\n");
        _plan = _world.Path("plan.json");
        _world.Emulator.Share("m-1", "1", "9");
        _world.Emulator.Share("m-2", "1", "2");
    }

    private string[] All => ["plan", "--allow", _allow, "--out", _plan, "--remove-unexpected", "--remove-expired", "--add-missing"];

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task The_plan_is_written_and_shown()
    {
        ToolResult result = await _world.RunAsync(All);

        Assert.Equal("1,m-1,9,remove,unexpected\n2,m-2,2,remove,expired\n3,m-2,3,add,missing\n", result.Out);
        Assert.StartsWith("2 removals and 1 addition in 2 images.", result.Error, StringComparison.Ordinal);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(3, SharePlan.FromJson(_world.Text("plan.json")).Steps.Count);
    }

    [Fact]
    public async Task The_document_has_the_figures()
    {
        ToolResult result = await _world.RunAsync([.. All, "--output", "json"]);

        Assert.Equal(
            """{"schema":"ens-share/plan/1","steps":3,"images":2,"removals":2,"additions":1,"refused":0}""",
            JsonSerializer.Serialize(result.Json));
    }

    [Theory]
    [InlineData("--max-removals", "No plan was written: it would remove 2 accounts, which is more than --max-removals allows. If this is intended, use --max-removals 2.")]
    [InlineData("--max-removals-per-image", "No plan was written: it would remove 1 account from image m-1, which is more than --max-removals-per-image allows. If this is intended, use --max-removals-per-image 1.")]
    public async Task More_than_the_limits_is_refused_with_the_number_that_is_needed(string option, string message)
    {
        ToolResult result = await _world.RunAsync([.. All, option, "0"]);

        Assert.Equal(message + "\n", result.Error);
        Assert.Equal(1, result.ExitCode);
        Assert.False(File.Exists(_plan));
    }

    [Fact]
    public async Task What_is_protected_stays()
    {
        ToolResult result = await _world.RunAsync([.. All, "--protect-account", "9", "--protect-image", "m-2"]);

        Assert.Empty(result.Out);
        Assert.Equal(0, result.ExitCode);
    }

    [Theory]
    [InlineData("--protect-image", "m-1,m-2")]
    [InlineData("--protect-image", "m-1;m-2")]
    [InlineData("--protect-image", "m-1 ")]
    [InlineData("--protect-image", "")]
    [InlineData("--protect-image", "m-*")]
    [InlineData("--protect-account", "1,2")]
    [InlineData("--protect-account", "1 ")]
    [InlineData("--protect-account", "")]
    public async Task What_would_protect_nothing_is_refused(string option, string value)
    {
        ToolResult result = await _world.RunAsync([.. All, option, value]);

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith(option + ": ", result.Error, StringComparison.Ordinal);
        Assert.Empty(_world.Emulator.Requests);
    }

    [Fact]
    public async Task An_incomplete_audit_gives_no_plan()
    {
        ToolResult result = await _world.RunAsync([.. All, "m-1", "m-none"]);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("No plan was written, because not every image was read.", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_plan));
    }

    [Fact]
    public async Task An_empty_allow_list_gives_no_plan()
    {
        ToolResult result = await _world.RunAsync(
            "plan", "--allow", _world.File("empty.csv", "account\n"), "--out", _plan, "--remove-unexpected");

        Assert.Equal(2, result.ExitCode);
        Assert.Empty(_world.Emulator.Requests);
    }

    [Fact]
    public async Task No_image_gives_no_plan()
    {
        using ToolWorld empty = new();

        ToolResult result = await empty.RunAsync(All);

        Assert.Equal(3, result.ExitCode);
        Assert.False(File.Exists(_plan));
    }

    [Fact]
    public async Task The_day_can_be_given()
    {
        ToolResult result = await _world.RunAsync([.. All, "--as-of", "2026-11-24"]);

        Assert.DoesNotContain("expired", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_that_does_not_consist_of_digits_gets_no_step_and_the_plan_can_be_applied()
    {
        _world.Emulator.Share("m-1", "abc");

        ToolResult planned = await _world.RunAsync(All);
        ToolResult applied = await _world.RunAsync("apply", _plan, "--journal", _world.Path("journal.jsonl"), "--yes");

        Assert.Equal((3, 0), (planned.ExitCode, applied.ExitCode));
        Assert.Contains("m-1: no step was planned for the account 'abc', because its ID does not consist of digits.\n", planned.Error, StringComparison.Ordinal);
        Assert.Equal(["1", "abc"], _world.Emulator.AccountsOf("m-1"));
    }

    [Fact]
    public async Task Where_no_step_can_be_planned_nothing_is_called_well()
    {
        _world.Emulator.Share("m-3", "1", "abc");

        ToolResult planned = await _world.RunAsync([.. All, "m-3"]);

        Assert.Equal(3, planned.ExitCode);
        Assert.DoesNotContain("Nothing is to be changed", planned.Error, StringComparison.Ordinal);
    }
}
