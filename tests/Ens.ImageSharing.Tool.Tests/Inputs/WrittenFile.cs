using System.Text;
using Ens.ImageSharing.Tool.Inputs;

namespace Ens.ImageSharing.Tool.Tests.Inputs;

/// <summary>A file in a folder of its own, which is deleted with it.</summary>
internal sealed class WrittenFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("inputs");

    public WrittenFile(string text)
        : this(Encoding.UTF8.GetBytes(text))
    {
    }

    public WrittenFile(byte[] bytes) => File.WriteAllBytes(Path, bytes);

    public string Path => System.IO.Path.Combine(_folder.FullName, "file");

    public static AllowListFile AllowList(string text)
    {
        using WrittenFile file = new(text);
        return AllowListFile.Read(file.Path);
    }

    public static IReadOnlyList<ImageListEntry> Images(string text)
    {
        using WrittenFile file = new(text);
        return ImageListFile.Read(file.Path);
    }

    /// <summary>The message without the name of the folder.</summary>
    public static string RefusalOfAllowList(byte[] bytes)
    {
        using WrittenFile file = new(bytes);
        return file.MessageOf(() => AllowListFile.Read(file.Path));
    }

    public static string RefusalOfAllowList(string text) => RefusalOfAllowList(Encoding.UTF8.GetBytes(text));

    public static string RefusalOfImages(string text)
    {
        using WrittenFile file = new(text);
        return file.MessageOf(() => ImageListFile.Read(file.Path));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string MessageOf(Action read) =>
        Assert.Throws<InputFileException>(read).Message.Replace(Path, "file", StringComparison.Ordinal);
}
