using System.CommandLine;
using Ens.ImageSharing.Tool.Inputs;
using Ens.ImageSharing.Tool.Terminal;

namespace Ens.ImageSharing.Tool.Commands;

/// <summary>The images that <c>audit</c> and <c>plan</c> work on: those given, those of a file, or every image of ours.</summary>
internal sealed class ImageSelection
{
    private readonly Argument<string[]> _images = new("IMAGE")
    {
        Description = "The images. Without one, every image that you own.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string?> _file = new("--images")
    {
        HelpName = "FILE",
        Description = "Reads the images from a file: one ID a line, CSV with the column image and perhaps profile, or JSON.",
    };

    public void AddTo(Command command)
    {
        command.Add(_images);
        command.Add(_file);
    }

    public string? File(ParseResult result) => result.GetValue(_file);

    /// <summary>The images; empty for every image of ours.</summary>
    /// <exception cref="UsageException">Images were given in both ways, or an ID is wrong.</exception>
    /// <exception cref="InputFileException">The file cannot be used.</exception>
    public IReadOnlyList<ImageListEntry> Read(ParseResult result)
    {
        string[] images = Names.Images(result.GetValue(_images)!);
        return File(result) is not { } file ? [.. images.Select(image => new ImageListEntry(image, null))]
            : images.Length == 0 ? ImageListFile.Read(file)
            : throw new UsageException("Images are given both as arguments and with --images. Use one of the two.");
    }
}
