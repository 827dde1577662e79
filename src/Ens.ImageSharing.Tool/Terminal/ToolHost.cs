namespace Ens.ImageSharing.Tool.Terminal;

/// <summary>What the program takes from outside: its streams, its variables, the clock, and in tests the service.</summary>
internal sealed record ToolHost
{
    public required TextReader In { get; init; }

    /// <summary>Receives data.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Receives progress, warnings and summaries.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Whether a person answers questions.</summary>
    public bool IsInTerminal { get; init; }

    public bool IsOutTerminal { get; init; }

    public bool IsErrorTerminal { get; init; }

    /// <summary>Reads an environment variable.</summary>
    public required Func<string, string?> Variable { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Answers instead of the service; <see langword="null"/> is the service itself.</summary>
    public HttpMessageHandler? Transport { get; init; }

    /// <summary>The key for <see cref="Transport"/>.</summary>
    public EnsCredentials? Credentials { get; init; }

    /// <summary>The streams, variables and clock of this process.</summary>
    public static ToolHost OfProcess() => new()
    {
        In = Console.In,
        Out = new StreamWriter(new StandardStream(Console.OpenStandardOutput, isNeeded: true), Utf8, 16 * 1024)
        {
            NewLine = "\n",
            AutoFlush = !Console.IsOutputRedirected,
        },
        Error = new StreamWriter(new StandardStream(Console.OpenStandardError, isNeeded: false), Utf8, 1024)
        {
            NewLine = "\n",
            AutoFlush = true,
        },
        IsInTerminal = !Console.IsInputRedirected,
        IsOutTerminal = !Console.IsOutputRedirected,
        IsErrorTerminal = !Console.IsErrorRedirected,
        Variable = Environment.GetEnvironmentVariable,
    };

    private static System.Text.UTF8Encoding Utf8 { get; } = new(encoderShouldEmitUTF8Identifier: false);
}
