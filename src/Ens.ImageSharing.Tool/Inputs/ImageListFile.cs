using System.Globalization;
using System.Text;
using Ens.ImageSharing.Tool.Text;

namespace Ens.ImageSharing.Tool.Inputs;

/// <summary>A list of images that a person wrote: an ID a line, CSV with the column <c>image</c>, or JSON.</summary>
internal static class ImageListFile
{
    private const string IsAllowList = "This is an allow-list, not a list of images. ";

    private static readonly RecordShape Shape = new(
        ["image", "profile"], name => AllowListFile.Shape.IndexOf(name) >= 0 ? IsAllowList : null);

    /// <summary>Reads a list of images, from standard input if the path is <c>-</c>.</summary>
    /// <exception cref="InputFileException">The file cannot be read, or it is not a list of images.</exception>
    public static IReadOnlyList<ImageListEntry> Read(string path)
    {
        InputFile file = InputFile.Read(path);
        List<ImageListEntry> images = [];
        Dictionary<string, int> lines = new(StringComparer.Ordinal);
        foreach (InputRecord record in Records(file))
        {
            ImageListEntry image = Image(file, record);
            if (!lines.TryAdd(image.ImageId, file.Text.LineOf(record.Offset)))
            {
                throw file.Refuse(record.Offset, string.Create(
                    CultureInfo.InvariantCulture,
                    $"The image {QuotedText.Of(image.ImageId)} is already on line {lines[image.ImageId]}."), record.Element);
            }

            images.Add(image);
        }

        return images.Count > 0 ? images : throw file.Refuse("The file names no image.");
    }

    private static IEnumerable<InputRecord> Records(InputFile file)
    {
        int first = CsvTable.FirstLine(file.Text, hasComments: true);
        return file.IsJson ? JsonRecords.Read(file, Shape, mayBeText: true)
            : first == 0 ? []
            : IsHeader(file, first) ? CsvTable.Read(file, Shape, first, hasComments: true)
            : Lines(file, first);
    }

    /// <summary>Whether the first line that is no comment names columns: a list of IDs has no image named 'image'.</summary>
    private static bool IsHeader(InputFile file, int line)
    {
        ReadOnlySpan<byte> text = file.Text.Line(line);
        string[] names = Encoding.UTF8.GetString(text).Split([',', ';', '\t']);
        return CsvTable.IsSeparatorLine(text)
            || Array.Exists(names, name => name.Trim(' ', '"').ToUpperInvariant() is "IMAGE" or "ACCOUNT");
    }

    private static IEnumerable<InputRecord> Lines(InputFile file, int first)
    {
        for (int line = first; line > 0; line = CsvTable.FirstLine(file.Text, hasComments: true, line + 1))
        {
            ReadOnlySpan<byte> text = file.Text.Line(line);
            int blanks = text.Length - text.TrimStart(" \t"u8).Length;
            InputValue image = new(Encoding.UTF8.GetString(text.Trim(" \t"u8)), file.Text.StartOf(line) + blanks);
            yield return new InputRecord(Shape, image.Offset, element: null, [image, null]);
        }
    }

    private static ImageListEntry Image(InputFile file, InputRecord record)
    {
        InputValue image = record["image"] ?? throw file.Refuse(record.Offset, "The image is missing.", record.Element);
        string? mistake = ImageRule.Mistake(image.Text)
            ?? (image.Text.Contains('*') ? $"The image {QuotedText.Of(image.Text)} is a pattern. A list of images needs the IDs." : null);
        if (mistake is not null)
        {
            throw file.Refuse(image.Offset, mistake, record.Element);
        }

        if (record["profile"] is { } profile && (profile.Text.Length == 0 || VisibleText.Escape(profile.Text) != profile.Text))
        {
            throw file.Refuse(profile.Offset, $"The profile {QuotedText.Of(profile.Text)} must be visible text.", record.Element);
        }

        return new ImageListEntry(image.Text, record["profile"]?.Text);
    }
}
