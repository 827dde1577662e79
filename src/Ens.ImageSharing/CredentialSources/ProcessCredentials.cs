using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Ens.ImageSharing.CredentialSources;

/// <summary>Keys that a program of the user's writes to its output. Started without a shell, with a limit in time and output.</summary>
internal sealed class ProcessCredentials(string command, string profile, TimeProvider timeProvider, Func<double> random) : RefreshingCredentials(timeProvider, random)
{
    private const int MaxOutput = 64 * 1024;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(55);

    public override string ToString() => $"process of profile '{profile}'";

    protected override async Task<EnsAccessKey> FetchAsync(CancellationToken cancellationToken)
    {
        EnvironmentVariables.ThrowIfSwitchedOff(EnvironmentVariables.DisableExternalProcess);
        using CancellationTokenSource time = PlatformTime.CancelAfter(Limit, TimeProvider);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
        string output = await RunAsync(Split(command), either.Token).ConfigureAwait(false);
        try
        {
            using JsonDocument document = JsonTexts.Parse(output);
            return KeyDocument.ToKey(JsonTexts.Of(document.RootElement));
        }
        catch (JsonException exception)
        {
            throw Failure("its output is not the JSON of a key", exception);
        }
        catch (EnsAuthenticationException exception)
        {
            throw Failure(exception.Message, exception);
        }
    }

    /// <summary>Words between blanks; quotes keep a word together and a backslash outside of single quotes takes the next character as it is, except on Windows, where it is part of paths.</summary>
    internal static string[] Split(string command)
    {
        bool escapes = Path.DirectorySeparatorChar != '\\';
        List<string> words = [];
        StringBuilder word = new();
        bool inWord = false;
        char quote = '\0';
        for (int i = 0; i < command.Length; i++)
        {
            char character = command[i];
            if (character == '\\' && escapes && quote != '\'' && i + 1 < command.Length)
            {
                word.Append(command[++i]);
                inWord = true;
            }
            else if (quote != '\0' ? character == quote : character is '"' or '\'')
            {
                quote = quote == '\0' ? character : '\0';
                inWord = true;
            }
            else if (quote == '\0' && char.IsWhiteSpace(character))
            {
                if (inWord)
                {
                    words.Add(word.ToString());
                    word.Clear();
                    inWord = false;
                }
            }
            else
            {
                word.Append(character);
                inWord = true;
            }
        }

        if (inWord)
        {
            words.Add(word.ToString());
        }

        return [.. words];
    }

    private async Task<string> RunAsync(string[] words, CancellationToken cancellationToken)
    {
        using Process process = new() { StartInfo = PlatformProcess.StartInfo(words) };
        try
        {
            process.Start();
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            throw Failure("the program cannot be started", exception);
        }

        try
        {
            // Both are read while it runs: a full pipe would keep it from ending.
            Task<string?> output = ReadAsync(process.StandardOutput, cancellationToken);
            Task<string?> errors = ReadAsync(process.StandardError, cancellationToken);
            process.StandardInput.Close();
            Task<string?> first = await Task.WhenAny(output, errors).ConfigureAwait(false);
            foreach (Task<string?> stream in new[] { first, first == output ? errors : output })
            {
                _ = await stream.ConfigureAwait(false) ?? throw Failure("it wrote more than 64 KB");
            }

            await PlatformProcess.WaitForExitAsync(process, cancellationToken).ConfigureAwait(false);
            return process.ExitCode == 0 ? (await output.ConfigureAwait(false))! : throw Failure(FormattableString.Invariant($"it ended with the exit code {process.ExitCode}"));
        }
        catch (OperationCanceledException exception)
        {
            throw Failure(FormattableString.Invariant($"it did not end within {Limit.TotalSeconds} s"), exception);
        }
        finally
        {
            PlatformProcess.Kill(process);
        }
    }

    /// <summary>The whole text; <see langword="null"/> if it is too long.</summary>
    private static async Task<string?> ReadAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        char[] buffer = new char[MaxOutput + 1];
        int length = 0;
        while (length < buffer.Length)
        {
            Task<int> reading = reader.ReadAsync(buffer, length, buffer.Length - length);
            int read = await reading.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return new string(buffer, 0, length);
            }

            length += read;
        }

        return null;
    }

    private EnsAuthenticationException Failure(string reason, Exception? cause = null) => new($"The {this} gave no key: {reason}.", cause);
}
