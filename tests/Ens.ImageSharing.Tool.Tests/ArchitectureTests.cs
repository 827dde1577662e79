using System.Text.RegularExpressions;

namespace Ens.ImageSharing.Tool.Tests;

/// <summary>The rooms of the command: which may use which. docs/architecture.md explains them.</summary>
public sealed partial class ArchitectureTests
{
    private const string Sources = "src/Ens.ImageSharing.Tool";

    /// <summary>The allowed arrows. A room uses rooms further down only.</summary>
    private static readonly (string Room, string[] MayUse)[] Table =
    [
        ("Commands", ["Emulation", "Outputs", "Journals", "Connections", "Reports", "Inputs", "Terminal", "Text"]),
        ("Emulation", ["Reports"]),
        ("Outputs", ["Reports", "Terminal", "Text"]),
        ("Journals", ["Inputs", "Text"]),
        ("Connections", ["Terminal", "Text"]),
        ("Reports", ["Inputs", "Text"]),
        ("Inputs", ["Text"]),
        ("Terminal", ["Text"]),
        ("Text", []),
    ];

    [Fact]
    public void A_room_uses_only_the_rooms_that_the_table_allows()
    {
        IEnumerable<string> forbidden = Files()
            .SelectMany(file => Namespaces().Matches(File.ReadAllText(file)).Select(used => (From: RoomOf(file), To: used.Groups["room"].Value, file)))
            .Where(arrow => arrow.From.Length > 0 && arrow.From != arrow.To && !Table.Single(row => row.Room == arrow.From).MayUse.Contains(arrow.To))
            .Select(arrow => $"{arrow.From} → {arrow.To}: {Path.GetFileName(arrow.file)}");

        Assert.Empty(forbidden);
    }

    [Fact]
    public void Every_allowed_arrow_points_down()
    {
        string[] order = [.. Table.Select(row => row.Room)];

        Assert.All(Table, row => Assert.All(row.MayUse, used => Assert.True(Array.IndexOf(order, used) > Array.IndexOf(order, row.Room))));
    }

    [Fact]
    public void Every_folder_is_a_room_and_gives_its_types_their_namespace()
    {
        Assert.Equal(Table.Select(row => row.Room).Order(), Files().Select(RoomOf).Where(room => room.Length > 0).Distinct().Order());
        Assert.All(Files().Where(file => RoomOf(file).Length > 0), file =>
            Assert.Contains($"namespace Ens.ImageSharing.Tool.{RoomOf(file)};", File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Fact]
    public void The_document_names_the_rooms_in_their_order()
    {
        string[] lines = File.ReadAllLines(Path.Combine(Root(), "docs", "architecture.md"));

        Assert.Equal(
            Table.Select(row => row.Room),
            lines.SkipWhile(line => line != "## The command").Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('`', '/')[1]));
    }

    private static string RoomOf(string file) => Path.GetRelativePath(Path.Combine(Root(), Sources), file).Split(Path.DirectorySeparatorChar) is [{ } room, _, ..] ? room : "";

    private static IEnumerable<string> Files() => Directory.EnumerateFiles(Path.Combine(Root(), Sources), "*.cs", SearchOption.AllDirectories)
        .Where(file => RoomOf(file) is not ("bin" or "obj"));

    private static string Root()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Ens.ImageSharing.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }

    [GeneratedRegex(@"\bEns\.ImageSharing\.Tool\.(?<room>[A-Z]\w+)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Namespaces();
}
