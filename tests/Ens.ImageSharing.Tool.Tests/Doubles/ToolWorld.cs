using System.Text;
using Ens.ImageSharing.Tool.Terminal;

namespace Ens.ImageSharing.Tool.Tests.Doubles;

/// <summary>An emulator, a folder and a clock, and the program in between.</summary>
internal sealed class ToolWorld : IDisposable
{
    public static DateTimeOffset Now { get; } = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    public EnsEmulator Emulator { get; } = new(new FixedDay());

    public string Folder { get; } = Directory.CreateTempSubdirectory("ens-share-tests-").FullName;

    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>What the person types.</summary>
    public string Answer { get; set; } = "";

    /// <summary>Takes the place of <see cref="Answer"/>.</summary>
    public TextReader? In { get; set; }

    public bool IsTerminal { get; set; }

    /// <summary>Interrupts the run as soon as it writes to the standard output.</summary>
    public bool IsInterruptedAtOutput { get; set; }

    /// <summary>Whether nothing can be written to the standard output.</summary>
    public bool IsOutFull { get; set; }

    /// <summary>What goes wrong that nobody thought of.</summary>
    public Exception? Failure { get; set; }

    public CancellationTokenSource Interruption { get; } = new();

    public string Path(string name) => System.IO.Path.Combine(Folder, name);

    /// <summary>Writes a file and returns its path.</summary>
    public string File(string name, string text)
    {
        System.IO.File.WriteAllText(Path(name), text);
        return Path(name);
    }

    public string Text(string name) => System.IO.File.ReadAllText(Path(name));

    public async Task<ToolResult> RunAsync(params string[] arguments)
    {
        using FullWriter full = new();
        using StringWriter output = new Output(this) { NewLine = "\n" }, error = new() { NewLine = "\n" };
        ToolHost host = new()
        {
            In = In ?? new StringReader(Answer),
            Out = IsOutFull ? full : output,
            Error = error,
            IsInTerminal = IsTerminal,
            IsOutTerminal = IsTerminal,
            IsErrorTerminal = IsTerminal,
            Variable = name => Failure is null ? Variables.GetValueOrDefault(name) : throw Failure,
            Time = new FixedDay(),
            Transport = Emulator,
            Credentials = Emulator.Credentials,
        };
        int exitCode = await CommandLine.RunAsync(arguments, host, Interruption.Token);
        return new ToolResult(exitCode, output.ToString(), error.ToString());
    }

    public void Dispose()
    {
        Interruption.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private sealed class Output(ToolWorld world) : StringWriter
    {
        public override void Write(string? value)
        {
            if (world.IsInterruptedAtOutput)
            {
                world.Interruption.Cancel();
            }

            base.Write(value);
        }
    }

    /// <summary>A disk without space.</summary>
    private sealed class FullWriter : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => throw new IOException("No space left on device.");
    }

    /// <summary>A day that stays the same, while waits end as ever.</summary>
    private sealed class FixedDay : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
