using Ens.ImageSharing.Testing.Answers;
using Ens.ImageSharing.Testing.Images;
using Ens.ImageSharing.Testing.Requests;

namespace Ens.ImageSharing.Testing.Operations;

/// <summary>A call of an operation: its parameters, and the images and settings that it meets.</summary>
/// <param name="emulator">The settings.</param>
/// <param name="images">The images.</param>
/// <param name="request">The request.</param>
/// <param name="rotation">How far lists are turned.</param>
/// <param name="pageOffset">How far the echoed page number is off.</param>
internal sealed class OperationCall(EnsEmulator emulator, ImageStore images, ReceivedRequest request, int rotation, int pageOffset)
{
    public EnsEmulator Emulator { get; } = emulator;

    public ImageStore Images { get; } = images;

    public ParameterReader Parameters { get; } = new(request);

    public bool Has(EnsEmulatorUnknowns unknown) => Emulator.Unknowns.HasFlag(unknown);

    public bool Has(EnsEmulatorShape shape) => Emulator.Shape.HasFlag(shape);

    /// <summary>Whether an image is of a kind that can be shared.</summary>
    public bool CanShare(EnsImage image) =>
        !image.IsReceived && (image.OwnerAlias != "system" || Has(EnsEmulatorUnknowns.PublicImagesAreShared));

    /// <summary>One page of a list.</summary>
    public T[] Page<T>(IReadOnlyList<T> list, int number, int size)
    {
        long start = (number - 1L) * size;
        int count = (int)Math.Max(0, Math.Min(size, list.Count - start));
        T[] page = new T[count];
        for (int i = 0; i < count; i++)
        {
            page[i] = list[(int)((start + i + rotation) % list.Count)];
        }

        return page;
    }

    /// <summary>Writes the figures of a page.</summary>
    public void WriteFigures(AnswerWriter json, int number, int size, int total, bool quoted)
    {
        if (Has(EnsEmulatorShape.NoPageFigures))
        {
            return;
        }

        if (!Has(EnsEmulatorShape.NoTotalCount))
        {
            json.WriteNumber("TotalCount", total, quoted);
        }

        json.WriteNumber("PageSize", size, quoted);
        json.WriteNumber("PageNumber", number + pageOffset, quoted);
    }
}
