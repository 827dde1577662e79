using Ens.ImageSharing.Tool.Terminal;

namespace Ens.ImageSharing.Tool.Outputs;

/// <summary>A file that is written as a whole or not at all: beside its place first, and then renamed.</summary>
internal sealed class OutputFile
{
    /// <summary>How long the program at the other end of a pipe may go on reading after an interruption.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly FileTarget _target;

    private OutputFile(string option, string path, FileTarget target)
    {
        Option = option;
        Path = path;
        _target = target;
    }

    /// <summary>The option that names the file.</summary>
    public string Option { get; }

    public string Path { get; }

    /// <summary>Checks that the file can be written and is none of those that are read, and leaves nothing behind.</summary>
    /// <exception cref="UsageException">It cannot be written, or would destroy an input.</exception>
    public static OutputFile Probe(string option, string path, params IEnumerable<string?> inputs)
    {
        try
        {
            if (inputs.Any(input => input is not null && AreSame(input, path)))
            {
                throw new UsageException($"{option} would overwrite '{path}', which is read.");
            }

            FileTarget target = FileTarget.Of(path);
            if (Directory.Exists(path) || System.IO.Path.EndsInDirectorySeparator(path))
            {
                throw new UsageException($"{option}: '{path}' is a directory. Give the name of a file.");
            }

            if (!target.IsInPlace())
            {
                ProbeFolder(option, path, target.Path);
            }
            else if (!File.Exists(path))
            {
                throw new UsageException($"{option}: '{path}' cannot be written, because it is not open.");
            }

            return new OutputFile(option, path, target);
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UsageException($"{option}: '{path}' cannot be written: {exception.Message}", exception);
        }
    }

    /// <summary>Whether two paths name the same file.</summary>
    public static bool AreSame(string left, string right) => string.Equals(
        FileTarget.Of(left).Path,
        FileTarget.Of(right).Path,
        OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);

    /// <summary>Writes the file.</summary>
    /// <exception cref="IOException">It could not be written; what was there before is still there.</exception>
    /// <exception cref="OperationCanceledException">It is a pipe, and nothing read its other end until the interruption.</exception>
    public async Task WriteAsync(Action<Stream> write, CancellationToken interruption)
    {
        if (_target.IsInPlace())
        {
            await BlockingWork.RunAsync(() => WriteInPlace(write), Grace, interruption).ConfigureAwait(false);
        }
        else
        {
            Replace(write);
        }
    }

    private void WriteInPlace(Action<Stream> write)
    {
        using Stream open = _target.OpenInPlace();
        write(open);
    }

    private void Replace(Action<Stream> write)
    {
        string temporary = Beside(_target.Path);
        try
        {
            using (FileStream stream = Create(temporary))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, _target.Path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Creates the file beside. Only those who may read the file that it replaces may read it, from the start.</summary>
    private FileStream Create(string temporary)
    {
        FileStreamOptions options = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
            BufferSize = 64 * 1024,
        };
        if (OperatingSystem.IsWindows() || !File.Exists(_target.Path))
        {
            return new FileStream(temporary, options);
        }

        UnixFileMode mode = File.GetUnixFileMode(_target.Path);
        options.UnixCreateMode = mode;
        FileStream stream = new(temporary, options);

        // The mask of the process may have taken away what the old file allows.
        File.SetUnixFileMode(temporary, mode);
        return stream;
    }

    private static void ProbeFolder(string option, string path, string target)
    {
        if (File.Exists(target) && File.GetAttributes(target).HasFlag(FileAttributes.ReadOnly))
        {
            throw new UsageException($"{option}: '{path}' is read-only.");
        }

        string folder = Folder(target);
        if (!Directory.Exists(folder))
        {
            throw new UsageException($"{option}: '{path}' cannot be written, because the directory '{folder}' does not exist.");
        }

        string probe = Beside(target);
        File.Create(probe).Dispose();
        File.Delete(probe);
    }

    private static string Folder(string target) => System.IO.Path.GetDirectoryName(target) ?? target;

    private static string Beside(string target) =>
        System.IO.Path.Combine(Folder(target), $".{System.IO.Path.GetFileName(target)}.{Guid.NewGuid():N}.tmp");
}
