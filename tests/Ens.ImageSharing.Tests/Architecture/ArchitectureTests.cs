using Ens.ImageSharing.Tests.Documentation;
using Mono.Cecil;

namespace Ens.ImageSharing.Tests.Architecture;

/// <summary>The rooms of the house: which may use which. docs/architecture.md explains them.</summary>
public sealed class ArchitectureTests : IDisposable
{
    /// <summary>The allowed arrows. A room uses rooms further down only, so that there is no cycle.</summary>
    private static readonly (string Room, string[] MayUse)[] Table =
    [
        ("Hosting", [RoomGraph.Roof, "Telemetry", "Transport", "Credentials", "Options", "Compat"]),
        (RoomGraph.Roof, ["Changes", "Paging", "Calls", "Telemetry", "Transport", "Wire", "Credentials", "Options", "Errors", "Models"]),
        ("CredentialSources", ["Calls", "Telemetry", "Transport", "Wire", "Credentials", "Options", "Errors", "Text", "Compat"]),
        ("Changes", ["Options", "Errors", "Models"]),
        ("Paging", ["Errors", "Models"]),
        ("Calls", ["Telemetry", "Transport", "Wire", "Credentials", "Options", "Errors", "Compat"]),
        ("Telemetry", ["Transport", "Wire", "Credentials", "Errors"]),
        ("Transport", ["Wire", "Signing", "Credentials", "Options", "Errors", "Text", "Compat"]),
        ("Wire", ["Errors", "Models", "Text"]),
        ("Signing", ["Text"]),
        ("Credentials", ["Options"]),
        ("Options", []),
        ("Errors", []),
        ("Models", ["Text"]),
        ("Text", []),
        ("Compat", []),
    ];

    private readonly RoomGraph _graph = RoomGraph.Read();

    public void Dispose() => _graph.Dispose();

    [Fact]
    public void A_room_uses_only_the_rooms_that_the_table_allows()
    {
        string[] forbidden =
        [
            .. _graph.Arrows()
                .Where(arrow => !IsAllowed(arrow) && !IsFactory(arrow))
                .Select(arrow => $"{arrow.From} → {arrow.To}: {arrow.User} uses {arrow.Used}")
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];

        Assert.True(forbidden.Length == 0, string.Join('\n', forbidden));
    }

    [Fact]
    public void Every_allowed_arrow_points_down()
    {
        string[] order = [.. Table.Select(row => row.Room)];

        Assert.All(Table, row => Assert.All(
            row.MayUse, used => Assert.True(Array.IndexOf(order, used) > Array.IndexOf(order, row.Room), $"{row.Room} → {used} points up.")));
    }

    [Fact]
    public void Every_folder_is_a_room_of_the_table() => Assert.Equal(
        Table.Select(row => row.Room).Order(StringComparer.Ordinal),
        Repository.Files("src/Ens.ImageSharing", "*.cs").Select(RoomGraph.RoomOfFile).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Internal_types_have_the_namespace_of_their_folder_and_public_ones_that_of_the_package()
    {
        IEnumerable<string> internals = _graph.Types
            .Where(type => !type.IsPublic && type.Namespace.StartsWith("Ens", StringComparison.Ordinal))
            .Where(type => type.Namespace != "Ens.ImageSharing." + _graph.FolderOf(type))
            .Select(type => type.FullName);
        IEnumerable<string> publics = _graph.Types
            .Where(type => type.IsPublic && type.Namespace is not ("Ens.ImageSharing" or "Microsoft.Extensions.DependencyInjection"))
            .Select(type => type.FullName);

        Assert.Empty(internals.Concat(publics));
    }

    [Fact]
    public void The_document_says_the_same_as_the_table()
    {
        IEnumerable<(string Room, string Users)> rooms = Table.Select(row => (
            row.Room, string.Join(", ", Table.Where(user => user.MayUse.Contains(row.Room)).Select(user => user.Room))));

        Assert.Equal(rooms, Repository.Read("docs/architecture.md").Split('\n')
            .Select(line => line.Split('|'))
            .Where(cells => cells.Length == 5 && Table.Any(row => cells[1].Contains($"`{row.Room}/`") || cells[1].Contains($"`{row.Room}.cs`")))
            .Select(cells => (cells[1].Split('`', '/', '.')[1], cells[3].Trim(' ', '–').Replace("the roof", RoomGraph.Roof, StringComparison.Ordinal))));
    }

    [Fact]
    public void One_file_names_Polly() => Assert.Equal(
        ["src/Ens.ImageSharing/Calls/RetryPipeline.cs"],
        Repository.Files("src", "*.cs").Where(file => Repository.Read(file).Contains("using Polly", StringComparison.Ordinal)));

    private static bool IsAllowed(Arrow arrow) => Table.Single(row => row.Room == arrow.From).MayUse.Contains(arrow.To);

    /// <summary>The one exception: the factories of the public type are where users look for them.</summary>
    private static bool IsFactory(Arrow arrow) => arrow is { User: nameof(EnsCredentials), To: "CredentialSources" };
}
