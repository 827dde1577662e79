using Ens.ImageSharing.Tool.Terminal;

namespace Ens.ImageSharing.Tool.Outputs;

/// <summary>A file that is written as a whole or not at all: beside its place first, and then renamed.</summary>
internal sealed class OutputFile
{
    private readonly bool _isSpecial;

    private OutputFile(string option, string path, bool isSpecial)
    {
        Option = option;
        Path = path;
        _isSpecial = isSpecial;
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

            if (Directory.Exists(path))
            {
                throw new UsageException($"{option}: '{path}' is a directory. Give the name of a file.");
            }

            if (IsSpecial(path))
            {
                return new OutputFile(option, path, isSpecial: true);
            }

            if (File.Exists(path) && File.GetAttributes(path).HasFlag(FileAttributes.ReadOnly))
            {
                throw new UsageException($"{option}: '{path}' is read-only.");
            }

            string folder = Folder(path);
            if (!Directory.Exists(folder))
            {
                throw new UsageException($"{option}: '{path}' cannot be written, because the directory '{folder}' does not exist.");
            }

            string probe = Beside(path);
            File.Create(probe).Dispose();
            File.Delete(probe);
            return new OutputFile(option, path, isSpecial: false);
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UsageException($"{option}: '{path}' cannot be written: {exception.Message}", exception);
        }
    }

    /// <summary>Whether two paths name the same file.</summary>
    public static bool AreSame(string left, string right) => string.Equals(
        Resolve(left), Resolve(right), OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);

    /// <summary>Writes the file.</summary>
    /// <exception cref="IOException">It could not be written; what was there before is still there.</exception>
    public void Write(Action<Stream> write)
    {
        if (_isSpecial)
        {
            using FileStream device = new(Path, FileMode.Open, FileAccess.Write);
            write(device);
            return;
        }

        string temporary = Beside(Path);
        try
        {
            using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 64 * 1024))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, Resolve(Path), overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Whether the path is a pipe or a device such as <c>/dev/stdout</c>, which cannot be renamed.</summary>
    private static bool IsSpecial(string path) => Resolve(path).StartsWith("/dev/", StringComparison.Ordinal)
        || Resolve(path).StartsWith("/proc/", StringComparison.Ordinal);

    private static string Folder(string path)
    {
        string full = System.IO.Path.GetFullPath(path);
        return System.IO.Path.GetDirectoryName(full) ?? full;
    }

    private static string Beside(string path) =>
        System.IO.Path.Combine(Folder(Resolve(path)), $".{System.IO.Path.GetFileName(path)}.{Guid.NewGuid():N}.tmp");

    /// <summary>The full path behind symbolic links, so that a link stays one.</summary>
    private static string Resolve(string path)
    {
        string full = System.IO.Path.GetFullPath(path);
        return new FileInfo(full).LinkTarget is null ? full : File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full;
    }
}
