using System.CommandLine;
using Ens.ImageSharing.Tool.Tests.Doubles;

namespace Ens.ImageSharing.Tool.Tests.Commands;

/// <summary>The help of every verb, as it was reviewed. To accept a change, set <c>ENS_SHARE_ACCEPT_HELP</c> to the folder of the golden files.</summary>
public sealed class HelpTests : IDisposable
{
    private readonly ToolWorld _world = new();

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task The_version_is_shown_by_every_verb(string verb)
    {
        ToolResult result = await _world.RunAsync(verb.Length == 0 ? ["--version"] : [verb, "--version"]);

        Assert.Equal((0, Connections.Connection.Version, ""), (result.ExitCode, result.Out.Split('+')[0].TrimEnd(), result.Error));
    }

    public static TheoryData<string> Verbs =>
    [
        "", "list", "images", "check", "who-has", "audit", "merge", "plan", "apply", "undo", "share", "unshare", "emulate", "demo", "completion",
    ];

    public void Dispose() => _world.Dispose();

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task The_help_is_as_it_was_reviewed(string verb)
    {
        string name = (verb.Length == 0 ? "ens-share" : verb) + ".txt";

        ToolResult result = await _world.RunAsync(verb.Length == 0 ? ["--help"] : [verb, "--help"]);
        string help = result.Out.Replace(RootCommand.ExecutableName, "ens-share", StringComparison.Ordinal);

        if (Environment.GetEnvironmentVariable("ENS_SHARE_ACCEPT_HELP") is { } folder)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, name), help);
        }

        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Commands", "Help", name)), help);
    }
}
