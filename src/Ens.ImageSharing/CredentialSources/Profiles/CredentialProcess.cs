using System.ComponentModel;
using System.Diagnostics;
using Ens.ImageSharing.Transport;

namespace Ens.ImageSharing.CredentialSources;

/// <summary>One run of a program that writes a key to its output: without a shell, and within limits of time and output.</summary>
internal static class CredentialProcess
{
    private const int MaxOutput = 64 * 1024;
    private const int MaxErrors = 4 * 1024;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(55);

    /// <summary>How long the streams of a process that has ended may stay open, because a child of it holds them.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <summary>Runs the program.</summary>
    /// <returns>What it wrote to its output.</returns>
    /// <exception cref="EnsAuthenticationException">
    /// The program failed. The message has the last line of its error output, without secrets.
    /// </exception>
    public static async Task<string> RunAsync(string[] words, TimeProvider time, CancellationToken cancellationToken)
    {
        using Process process = new() { StartInfo = PlatformProcess.StartInfo(words) };
        try
        {
            process.Start();
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            throw new EnsAuthenticationException("the program cannot be started", exception);
        }

        using CancellationTokenSource limit = PlatformTime.CancelAfter(Limit, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await CompleteAsync(process, time, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception)
        {
            string message = FormattableString.Invariant($"it did not end within {Limit.TotalSeconds} s");
            throw new EnsAuthenticationException(message, exception) { IsTransient = true };
        }
        catch (IOException exception)
        {
            throw new EnsAuthenticationException("its output cannot be read", exception) { IsTransient = true };
        }
        finally
        {
            PlatformProcess.Kill(process);
        }
    }

    private static async Task<string> CompleteAsync(Process process, TimeProvider time, CancellationToken cancellationToken)
    {
        ProcessStream output = new(process.StandardOutput, MaxOutput, keepsEnd: false);
        ProcessStream errors = new(process.StandardError, MaxErrors, keepsEnd: true);
        process.StandardInput.Close();

        // Both are read while it runs: a full pipe would keep it from ending.
        Task readingOutput = output.ReadToEndAsync(), readingErrors = errors.ReadToEndAsync();
        Task both = Task.WhenAll(readingOutput, readingErrors);
        Task exited = PlatformProcess.WaitForExitAsync(process, cancellationToken);
        both.ObserveFailure();
        exited.ObserveFailure();

        await Task.WhenAny(readingOutput, exited).WaitAsync(cancellationToken).ConfigureAwait(false);
        if (!output.IsTooLong)
        {
            await exited.ConfigureAwait(false);

            // What the process wrote has arrived by then, even if the streams stay open.
            await Task.WhenAny(both, Task.Delay(Grace, time, cancellationToken)).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }

        return output.IsTooLong ? throw new EnsAuthenticationException("it wrote more than 64 KB")
            : process.ExitCode == 0 ? output.Text
            : throw new EnsAuthenticationException(
                FormattableString.Invariant(
                    $"it ended with the exit code {process.ExitCode}{ProcessErrors.Explain(errors.Text, output.Text)}"));
    }
}
