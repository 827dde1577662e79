#pragma warning disable
namespace Ens.ImageSharing.Tool.Inputs;

internal sealed record ImageListEntry(string ImageId, string? Profile);

internal static class ImageListFile
{
    public static IReadOnlyList<ImageListEntry> Read(string path) => throw new InputFileException(path);
}
