using System.Formats.Tar;
using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Ens.ImageSharing.Tool.Outputs;

/// <summary>What a path leads to, behind the symbolic links of every part of it.</summary>
/// <param name="Path">The full path, which has no symbolic link. The file need not exist.</param>
/// <param name="Descriptor">The number of the open stream that the path names, as <c>/dev/stdout</c> does.</param>
internal sealed record FileTarget(string Path, int? Descriptor)
{
    private const int MaxLinks = 40;

    /// <exception cref="IOException">The links lead nowhere.</exception>
    public static FileTarget Of(string path)
    {
        // Like every method of .NET that opens a file: ".." of the path itself is removed before a link is followed.
        string full = System.IO.Path.GetFullPath(path);
        Stack<string> rest = [];
        string current = Begin(full, rest);
        int? descriptor = null;
        for (int links = 0; rest.TryPop(out string? part);)
        {
            if (part is "." or "..")
            {
                current = part == "." ? current : System.IO.Path.GetDirectoryName(current) ?? current;
                continue;
            }

            string next = System.IO.Path.Combine(current, part);
            descriptor = rest.Count == 0 ? DescriptorOf(next) ?? descriptor : descriptor;
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                current = next;
            }
            else if (++links <= MaxLinks)
            {
                current = Begin(System.IO.Path.Combine(current, target), rest);
            }
            else
            {
                throw new IOException("It has too many levels of symbolic links.");
            }
        }

        return new FileTarget(current, descriptor);
    }

    /// <summary>Whether the file cannot be replaced by another one, because it is an open stream, a device or a pipe.</summary>
    public bool IsInPlace() => Descriptor is not null || IsDeviceOrPipe();

    /// <summary>Opens a file that cannot be replaced. Waits for the other end of a pipe.</summary>
    public Stream OpenInPlace() => Descriptor switch
    {
        1 => Console.OpenStandardOutput(),
        2 => Console.OpenStandardError(),
#pragma warning disable CA2000 // The descriptor stays open: it belongs to the process.
        { } number => new FileStream(new SafeFileHandle(number, ownsHandle: false), FileAccess.Write, bufferSize: 0),
#pragma warning restore CA2000
        null => new FileStream(Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite),
    };

    private bool IsDeviceOrPipe()
    {
        // Neither has a length.
        if (OperatingSystem.IsWindows() || !File.Exists(Path) || new FileInfo(Path).Length > 0)
        {
            return false;
        }

        try
        {
            // Nothing else in .NET tells the type of a file without opening it, which waits for the other end of a pipe.
            using MemoryStream archive = new();
            using (TarWriter writer = new(archive, leaveOpen: true))
            {
                writer.WriteEntry(Path, "file");
            }

            archive.Position = 0;
            using TarReader reader = new(archive);
            return reader.GetNextEntry()?.EntryType is TarEntryType.CharacterDevice or TarEntryType.BlockDevice or TarEntryType.Fifo;
        }
        catch (UnauthorizedAccessException)
        {
            // Only a regular file is opened.
            return false;
        }
    }

    /// <summary>Puts the parts of a full path in front of the others.</summary>
    /// <returns>The root of the path.</returns>
    private static string Begin(string full, Stack<string> rest)
    {
        string root = System.IO.Path.GetPathRoot(full)!;
        char[] separators = [System.IO.Path.DirectorySeparatorChar, System.IO.Path.AltDirectorySeparatorChar];
        foreach (string part in full[root.Length..].Split(separators, StringSplitOptions.RemoveEmptyEntries).Reverse())
        {
            rest.Push(part);
        }

        return root;
    }

    private static int? DescriptorOf(string path)
    {
        string? folder = System.IO.Path.GetDirectoryName(path);
        return (folder == "/dev/fd" || folder == FormattableString.Invariant($"/proc/{Environment.ProcessId}/fd"))
            && int.TryParse(System.IO.Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : null;
    }
}
