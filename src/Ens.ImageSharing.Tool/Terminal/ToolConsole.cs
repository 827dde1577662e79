using System.Globalization;
using System.Text.Json;
using Ens.ImageSharing.Tool.Text;
using Spectre.Console;

namespace Ens.ImageSharing.Tool.Terminal;

/// <summary>Data on the standard output, everything else on the standard error.</summary>
internal sealed class ToolConsole
{
    private readonly ToolHost _host;
    private readonly bool _colors;
    private readonly bool _quiet;

    /// <param name="host">The streams.</param>
    /// <param name="output">The form of the data; <see langword="null"/> is a table at a terminal and else lines.</param>
    /// <param name="noColor">Whether colors are switched off.</param>
    /// <param name="showsProgress">Whether progress is shown at a terminal.</param>
    public ToolConsole(ToolHost host, OutputFormat? output, bool noColor, bool showsProgress)
    {
        _host = host;
        Format = output ?? (host.IsOutTerminal ? OutputFormat.Table : OutputFormat.Lines);
        bool isDumb = host.Variable("NO_COLOR") is { Length: > 0 } || host.Variable("TERM") == "dumb";
        _colors = !noColor && !isDumb;
        bool isMixed = host.IsOutTerminal && Format is OutputFormat.Csv or OutputFormat.Lines;
        _quiet = isDumb || !showsProgress || !host.IsErrorTerminal || isMixed;
    }

    public OutputFormat Format { get; }

    /// <summary>Says a sentence to the person.</summary>
    public void Say(string sentence) => _host.Error.WriteLine(VisibleText.Escape(sentence));

    /// <summary>Starts rows of data in the chosen form. Without effect for JSON, which is one document.</summary>
    public RowWriter StartRows(params string[] columns) =>
        RowWriter.Create(Format, _host.Out, columns, () => CreateAnsi(_host.Out, _host.IsOutTerminal));

    /// <summary>Writes the one document, if the chosen form is JSON.</summary>
    /// <param name="schema">The name of its schema.</param>
    /// <param name="write">Writes its members.</param>
    public void WriteDocument(string schema, Action<Utf8JsonWriter> write)
    {
        if (Format == OutputFormat.Json)
        {
            _host.Out.Write(JsonText.Write(json =>
            {
                json.WriteStartObject();
                json.WriteString("schema", schema);
                write(json);
                json.WriteEndObject();
            }));
        }
    }

    /// <summary>Writes data as it is.</summary>
    public void WriteData(Action<Stream> write)
    {
        using MemoryStream stream = new();
        write(stream);
        _host.Out.Write(System.Text.Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length));
    }

    /// <summary>Writes text that is complete in itself.</summary>
    public void WriteText(string text) => _host.Out.Write(text);

    /// <summary>Agrees to a change: by the option, or by a person who says yes.</summary>
    /// <exception cref="UsageException">Nobody can be asked.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="interruption"/> was canceled before the person answered.</exception>
    public async Task<bool> ConfirmAsync(bool isAgreed, string question, CancellationToken interruption) =>
        isAgreed || (_host.IsInTerminal && _host.IsErrorTerminal
            ? await AskAsync(question, interruption).ConfigureAwait(false)
            : throw new UsageException("Confirmation is required, but this is not a terminal. Use --yes to confirm."));

    /// <summary>Asks a question; only a person who says yes agrees.</summary>
    private async Task<bool> AskAsync(string question, CancellationToken interruption)
    {
        _host.Error.Write(VisibleText.Escape(question) + " [y/N] ");
        string? line;
        try
        {
            line = await BlockingWork.RunAsync(_host.In.ReadLine, interruption).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // What follows is not part of the question.
            _host.Error.WriteLine();
            throw;
        }

        string answer = line?.Trim() ?? "";
        return answer.Equals("y", StringComparison.OrdinalIgnoreCase) || answer.Equals("yes", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Shows progress at a terminal while work is done.</summary>
    /// <param name="description">What is done.</param>
    /// <param name="total">How many items there are.</param>
    /// <param name="work">The work. It calls the action once for each item.</param>
    public async Task<T> WithProgressAsync<T>(string description, int total, Func<Action, Task<T>> work)
    {
        if (_quiet || total < 2)
        {
            return await work(static () => { }).ConfigureAwait(false);
        }

        return await CreateAnsi(_host.Error, isTerminal: true).Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn(), new ProgressBarColumn(), new CountColumn(), new RateColumn(), new RemainingTimeColumn())
            .StartAsync(context =>
            {
                ProgressTask task = context.AddTask(description, maxValue: total);
                return work(() => task.Increment(1));
            }).ConfigureAwait(false);
    }

    private IAnsiConsole CreateAnsi(TextWriter writer, bool isTerminal)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isTerminal && _colors ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal && _colors ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        if (!isTerminal)
        {
            // Nothing is wrapped or cut for another program.
            console.Profile.Width = short.MaxValue;
        }

        return console;
    }

    private sealed class CountColumn : ProgressColumn
    {
        public override Spectre.Console.Rendering.IRenderable Render(
            Spectre.Console.Rendering.RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Spectre.Console.Text(string.Create(CultureInfo.InvariantCulture, $"{task.Value:0}/{task.MaxValue:0}"));
    }

    private sealed class RateColumn : ProgressColumn
    {
        public override Spectre.Console.Rendering.IRenderable Render(
            Spectre.Console.Rendering.RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Spectre.Console.Text(string.Create(CultureInfo.InvariantCulture, $"{task.Speed ?? 0:0.#}/s"));
    }
}
