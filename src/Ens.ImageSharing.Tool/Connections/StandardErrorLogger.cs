using System.Globalization;
using Ens.ImageSharing.Tool.Text;
using Microsoft.Extensions.Logging;

namespace Ens.ImageSharing.Tool.Connections;

/// <summary>Writes what the clients log to the standard error, one line an event.</summary>
internal sealed class StandardErrorLogger(TextWriter error, TimeProvider time) : ILoggerFactory, ILogger
{
    private readonly Lock _lock = new();

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        string line = string.Create(
            CultureInfo.InvariantCulture, $"{time.GetUtcNow():HH:mm:ss.fff} {logLevel}: {VisibleText.Escape(formatter(state, exception))}");
        lock (_lock)
        {
            error.WriteLine(line);
        }
    }
}
