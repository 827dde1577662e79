using Ens.ImageSharing.Tool.Tests.Doubles;

namespace Ens.ImageSharing.Tool.Tests.Interruptions;

/// <summary>A person who presses Ctrl+C instead of answering.</summary>
public sealed class QuestionTests : IDisposable
{
    private readonly ToolWorld _world = new();
    private readonly SilentPerson _person;

    public QuestionTests()
    {
        _person = new SilentPerson(_world.Interruption);
        _world.Emulator.Share("m-1", "1", "9");
    }

    public void Dispose()
    {
        _person.Dispose();
        _world.Dispose();
    }

    [Theory]
    [InlineData("share m-1 7")]
    [InlineData("unshare m-1 9")]
    [InlineData("apply plan.json --journal new.jsonl")]
    [InlineData("undo old.jsonl --journal new.jsonl")]
    public async Task Interrupted_at_the_question_it_ends_and_changes_nothing(string arguments)
    {
        string plan = _world.Path("plan.json");
        await _world.RunAsync("plan", "--allow", _world.File("allow.csv", "account\n1\n"), "--out", plan, "--remove-unexpected");
        await _world.RunAsync("apply", plan, "--journal", _world.Path("old.jsonl"), "--yes");
        _world.Emulator.Share("m-1", "9");
        (_world.IsTerminal, _world.In) = (true, _person);

        string[] paths = [.. arguments.Split(' ').Select(argument => argument.Contains('.', StringComparison.Ordinal) ? _world.Path(argument) : argument)];
        ToolResult result = await Task.Run(() => _world.RunAsync(paths), TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        Assert.Equal(130, result.ExitCode);
        Assert.EndsWith("[y/N] \nInterrupted.\n", result.Error, StringComparison.Ordinal);
        Assert.Equal(["1", "9"], _world.Emulator.AccountsOf("m-1"));
        Assert.False(File.Exists(_world.Path("new.jsonl")));
    }

    private sealed class SilentPerson(CancellationTokenSource interruption) : TextReader
    {
        private readonly TaskCompletionSource _end = new();

        public override string? ReadLine()
        {
            interruption.Cancel();
            _end.Task.Wait();
            return null;
        }

        protected override void Dispose(bool disposing)
        {
            _end.TrySetResult();
            base.Dispose(disposing);
        }
    }
}
