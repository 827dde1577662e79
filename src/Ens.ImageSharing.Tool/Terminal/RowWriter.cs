using Ens.ImageSharing.Tool.Text;
using Spectre.Console;

namespace Ens.ImageSharing.Tool.Terminal;

/// <summary>Writes rows of data: at once as lines, or in the end as a table.</summary>
internal sealed class RowWriter
{
    private readonly TextWriter? _lines;
    private readonly Table? _table;
    private readonly Func<IAnsiConsole> _console;

    private RowWriter(TextWriter? lines, Table? table, Func<IAnsiConsole> console)
    {
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
                return new RowWriter(output, null, console);
            case OutputFormat.Lines:
                return new RowWriter(output, null, console);
            case OutputFormat.Table:
                Table table = new() { Border = TableBorder.Rounded };
                foreach (string column in columns)
                {
                    // IDs stay whole, so that they can be copied; everything else gives way.
                    TableColumn header = new(Markup.Escape(column.ToUpperInvariant()));
                    table.AddColumn(column is "image" or "account" ? header.NoWrap() : header);
                }


                return new RowWriter(null, table, console);
            default:
                return new RowWriter(null, null, console);
        }
    }

    public void Add(params string?[] cells)
    {
        _lines?.WriteLine(CsvLine.Of(cells));
        _table?.AddRow([.. cells.Select(cell => new Spectre.Console.Text(VisibleText.Escape(cell ?? "")))]);
    }

    /// <summary>Writes what was gathered.</summary>
    public void End()
    {
        if (_table is { Rows.Count: > 0 })
        {
            _console().Write(_table);
        }
    }
}
