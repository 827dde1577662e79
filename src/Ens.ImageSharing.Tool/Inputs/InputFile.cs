using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ens.ImageSharing.Tool.Text;

namespace Ens.ImageSharing.Tool.Inputs;

/// <summary>A text file that a person wrote, read whole.</summary>
internal sealed class InputFile
{
    private const int MaxMebibytes = 64;

    private InputFile(string label, byte[] bytes)
    {
        Label = label;
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        (byte[] utf8, string? mistake) = TextDecoding.Decode(bytes);
        Text = new SourceText(utf8);
        if (mistake is not null)
        {
            throw Refuse(utf8.Length, mistake);
        }
    }

    /// <summary>How messages name the file.</summary>
    public string Label { get; }

    /// <summary>The hash of the bytes, in lower-case hexadecimal digits.</summary>
    public string Sha256 { get; }

    public SourceText Text { get; }

    /// <summary>Whether the file is JSON, which shows in its first visible character.</summary>
    public bool IsJson => Text.Utf8.TrimStart(" \t\r\n"u8) is [(byte)'[' or (byte)'{', ..];

    /// <summary>Reads a file, or standard input if the path is <c>-</c>.</summary>
    /// <exception cref="InputFileException">The file cannot be read, is too large, or is not text.</exception>
    public static InputFile Read(string path) => Read(path, Console.OpenStandardInput);

    /// <summary>Reads a file that this program wrote, which a kill may have cut off.</summary>
    /// <exception cref="InputFileException">The file cannot be read, or is too large.</exception>
    public static string ReadText(string path) => Encoding.UTF8.GetString(ReadBytes(path, Console.OpenStandardInput).Bytes);

    internal static InputFile Read(string path, Func<Stream> openStandardInput)
    {
        (string label, byte[] bytes) = ReadBytes(path, openStandardInput);
        return new InputFile(label, bytes);
    }

    private static (string Label, byte[] Bytes) ReadBytes(string path, Func<Stream> openStandardInput)
    {
        bool isStandardInput = path == "-";
        string label = isStandardInput ? "standard input" : VisibleText.Escape(path);
        try
        {
            Func<Stream> open = isStandardInput ? openStandardInput : () => Open(path);
            using Stream stream = open();
            return (label, ReadAll(stream, label));
        }
        catch (Exception exception) when (Reason(exception, path) is { } reason)
        {
            throw new InputFileException(path.Length == 0 ? "The name of a file is empty." : $"{label} {reason}.", exception);
        }
    }

    /// <summary>An error about the file as a whole.</summary>
    public InputFileException Refuse(string reason) => new($"{Label}: {reason}");

    /// <summary>An error at a place of the text, in an element of JSON if one is given.</summary>
    public InputFileException Refuse(int offset, string reason, int? element = null) =>
        Refuse(Text.PlaceOf(offset), reason, element);

    private InputFileException Refuse(Place place, string reason, int? element) => new(string.Create(
        CultureInfo.InvariantCulture, $"{Label}, {place}{(element is { } number ? $" (element {number})" : "")}: {reason}"));

    /// <summary>Opens a file that another program may have open, too.</summary>
    private static FileStream Open(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    private static byte[] ReadAll(Stream stream, string label)
    {
        using MemoryStream bytes = new();
        byte[] buffer = new byte[81_920];
        while (stream.Read(buffer) is > 0 and int read)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > MaxMebibytes * 1_048_576)
            {
                throw new InputFileException(string.Create(
                    CultureInfo.InvariantCulture, $"{label} is larger than {MaxMebibytes} MiB, the most that is read."));
            }
        }

        return bytes.ToArray();
    }

    private static string? Reason(Exception exception, string path) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => "does not exist",
        UnauthorizedAccessException when Directory.Exists(path) => "is a directory; a file is expected",
        UnauthorizedAccessException => "cannot be read: permission denied",
        PathTooLongException => "cannot be read: the path is too long",
        ArgumentException or NotSupportedException => "cannot be read: the path is not valid",
        IOException => "cannot be read: the system reports an input error",
        _ => null,
    };
}
