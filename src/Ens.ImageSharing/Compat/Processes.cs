using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Ens.ImageSharing.Compat;

/// <summary>Processes, which the two targets handle differently.</summary>
internal static class PlatformProcess
{
    /// <summary>Starts a program with its arguments, without a shell, with all streams redirected.</summary>
    public static ProcessStartInfo StartInfo(string[] words)
    {
        ProcessStartInfo start = new(words[0])
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
#if NET
        foreach (string argument in words.AsSpan(1))
        {
            start.ArgumentList.Add(argument);
        }
#else
        start.Arguments = string.Join(" ", words.Skip(1).Select(Quote));
#endif
        return start;
    }

    public static Task WaitForExitAsync(Process process, CancellationToken cancellationToken)
    {
#if NET
        return process.WaitForExitAsync(cancellationToken);
#else
        TaskCompletionSource<bool> exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => exited.TrySetResult(true);
        if (process.HasExited)
        {
            exited.TrySetResult(true);
        }

        return exited.Task.WaitAsync(cancellationToken);
#endif
    }

    /// <summary>Ends a process that is still running, together with its children where the framework can.</summary>
    public static void Kill(Process process)
    {
        try
        {
            if (!process.HasExited)
            {
#if NET
                process.Kill(entireProcessTree: true);
#else
                process.Kill();
#endif
            }
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or NotSupportedException)
        {
            // It has ended in the meantime.
        }
    }

#if !NET
    /// <summary>Quotes an argument so that the platform's parser reads it back: backslashes count only before a quote.</summary>
    private static string Quote(string argument)
    {
        StringBuilder text = new("\"");
        int backslashes = 0;
        foreach (char character in argument)
        {
            if (character == '"')
            {
                text.Append('\\', backslashes + 1);
            }

            backslashes = character == '\\' ? backslashes + 1 : 0;
            text.Append(character);
        }

        return text.Append('\\', backslashes).Append('"').ToString();
    }
#endif
}
