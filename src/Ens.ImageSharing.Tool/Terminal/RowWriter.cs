using Ens.ImageSharing.Tool.Text;
using Spectre.Console;

namespace Ens.ImageSharing.Tool.Terminal;

/// <summary>Writes rows of data: at once as lines, or in the end as a table.</summary>
internal sealed class RowWriter
{
    private readonly string[] _columns;
    private readonly TextWriter? _lines;
    private readonly Table? _table;
    private readonly Func<IAnsiConsole> _console;

    private RowWriter(string[] columns, TextWriter? lines, Table? table, Func<IAnsiConsole> console)
    {
        _columns = columns;
        _lines = lines;
        _table = table;
        _console = console;
    }

    public static RowWriter Create(OutputFormat format, TextWriter output, string[] columns, Func<IAnsiConsole> console)
    {
        switch (format)
        {
            case OutputFormat.Csv:
                output.WriteLine(CsvLine.Of(columns));
                return new RowWriter(columns, output, null, console);
            case OutputFormat.Lines:
                return new RowWriter(columns, output, null, console);
            case OutputFormat.Table:
                Table table = new() { Border = TableBorder.Rounded };
                foreach (string column in columns)
                {
                    // IDs stay whole, so that they can be copied; everything else gives way.
                    TableColumn header = new(Markup.Escape(column.ToUpperInvariant()));
                    table.AddColumn(column is "image" or "account" ? header.NoWrap() : header);
                }

                return new RowWriter(columns, null, table, console);
            default:
                return new RowWriter(columns, null, null, console);
        }
    }

    public void Add(params string?[] cells)
    {
        _lines?.WriteLine(CsvLine.Of(cells));
        _table?.AddRow(
        [
            .. cells.Zip(_columns, (cell, column) => new Spectre.Console.Text(VisibleText.Escape(cell ?? ""), StyleOf(column, cell))),
        ]);
    }

    /// <summary>Writes what was gathered.</summary>
    public void End()
    {
        if (_table is { Rows.Count: > 0 })
        {
            _console().Write(_table);
        }
    }

    /// <summary>What needs a decision stands out. The word itself says it, too.</summary>
    private static Style StyleOf(string column, string? cell) => (column is "verdict" or "state" ? cell?.Split(' ')[0] : null) switch
    {
        "unexpected" or "unread" or "failed" or "unknown" => new Style(Color.Red, decoration: Decoration.Bold),
        "expired" or "expiringSoon" or "skipped" => new Style(Color.Yellow),
        "missing" => new Style(Color.Blue),
        "done" or "clean" => new Style(Color.Green),
        _ => Style.Plain,
    };
}
